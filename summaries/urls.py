"""The addresses of this app: each summary is reached by its meeting."""

from django.urls import path

from . import views

app_name = "summaries"
urlpatterns = [
    path("meetings/<int:pk>/summary/", views.edit, name="edit"),
    path("meetings/<int:pk>/summary/start/", views.start, name="start"),
    path("meetings/<int:pk>/summary/paste/", views.paste, name="paste"),
    path("meetings/<int:pk>/summary/draft.pdf", views.draft_pdf, name="draft_pdf"),
    path("meetings/<int:pk>/summary/clear/", views.clear, name="clear"),
    path("meetings/<int:pk>/summary/clearance/", views.record_clearance, name="record_clearance"),
    path("meetings/<int:pk>/summary/issue/", views.issue, name="issue"),
    path("meetings/<int:pk>/summary/release/", views.release_letters, name="release_letters"),
    path("meetings/<int:pk>/summary/correct/", views.correct, name="correct"),
]
