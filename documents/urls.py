"""The addresses of papers. The permanent one is made of the symbol, slashes and all."""

from django.urls import include, path

from . import views

app_name = "documents"

of_version = [
    path("", views.version, name="version"),
    path("pdf", views.download, name="download"),
    path("forms/<slug:kind>", views.companion, name="companion"),
    path("withdraw/", views.withdraw, name="withdraw"),
]

urlpatterns = [
    path("groups/<slug:slug>/papers/", views.papers, name="list"),
    path("groups/<slug:slug>/papers/upload/", views.upload, name="upload"),
    path("papers/id/<uuid:uid>/", views.paper_by_id, name="paper_by_id"),
    path("papers/id/<uuid:uid>/upload/", views.upload_version, name="upload_version"),
    path("papers/id/<uuid:uid>/<int:number>/<str:language>/", include(of_version)),
    path("papers/<path:symbol>", views.paper, name="paper"),
]
