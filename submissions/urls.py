"""The addresses of contributions: filing, the public's pages, the secretariat's screens."""

from django.urls import path

from .views import compiling, filing, public, publishing, receipts, reminding, sending, uploading

app_name = "submissions"

filing_urls = [
    path("calls/<uuid:uid>/contribute/", filing.start, name="start"),
    path("contributions/<uuid:uid>/about-you/", filing.about, name="about"),
    path("contributions/<uuid:uid>/answers/", filing.answers, name="answers"),
    path("contributions/<uuid:uid>/files/", uploading.files, name="files"),
    path("contributions/<uuid:uid>/files/<int:pk>/remove/", uploading.remove_file, name="remove_file"),
    path("contributions/<uuid:uid>/check/", sending.check, name="check"),
    path("contributions/<uuid:uid>/send/", sending.send, name="send"),
    path("contributions/<uuid:uid>/receipt/", receipts.confirmation, name="confirmation"),
]

public_urls = [
    path("calls/<uuid:uid>/", public.call, name="call"),
    path("contributions/<uuid:uid>/", public.contribution, name="contribution"),
    path("contributions/<uuid:uid>/files/<int:pk>/", public.download, name="file"),
]

publishing_urls = [
    path("calls/<uuid:uid>/contributions/", publishing.contributions, name="list"),
    path("calls/<uuid:uid>/contributions/publish/", publishing.publish_selected, name="publish_selected"),
    path("contributions/<uuid:uid>/record/", publishing.record, name="record"),
    path("contributions/<uuid:uid>/publish/", publishing.publish, name="publish"),
    path("contributions/<uuid:uid>/withhold/", publishing.withhold, name="withhold"),
]

call_urls = [
    path("calls/<uuid:uid>/compilation/", compiling.compilation, name="compile"),
    path("calls/<uuid:uid>/compilation/progress/", compiling.progress, name="compile_progress"),
    path("calls/<uuid:uid>/reminders/", reminding.ladder, name="reminders"),
]

urlpatterns = filing_urls + public_urls + publishing_urls + call_urls
