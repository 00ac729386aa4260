"""The middlewares of the portal: what a hostile request is answered."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_a_foreign_host_is_refused_not_an_error_of_ours(client):
    assert client.get("/", headers={"host": "elsewhere.example"}).status_code == 400


@pytest.mark.parametrize("charset", ["raw_unicode_escape", "zlib", "idna", "utf-7", "utf-16", "undefined"])
def test_whatever_a_request_claims_it_is_read_as_utf_8(client, charset):
    kind = f"multipart/form-data; boundary=x; charset={charset}"
    body = '--x\r\nContent-Disposition: form-data; name="email"\r\n\r\nA\\ud800Ж@b\r\n--x--\r\n'.encode()
    response = client.generic("POST", reverse("account_login"), body, content_type=kind)
    assert (response.status_code, response.context["form"]["email"].value()) == (200, "A\\ud800Ж@b")
    assert client.get("/?page=%5Cud800", content_type=kind).status_code == 200


@pytest.mark.parametrize(
    "address", ["/papers/%00", "/papers/A%00/1", "/desk/outbox/?q=a%00", "/desk/trail/?thing=%00:1"]
)
def test_an_address_with_a_nul_is_refused(client_of, dana, address):
    assert client_of(dana).get(address).status_code == 400


def test_no_page_of_a_signed_in_person_is_kept(client_of, dana, call):
    client = client_of(dana)
    draft = client.post(reverse("submissions:start", args=[call.uid])).url
    answers = [client.get(address) for address in (draft, reverse("desk"), reverse("home"), "/no/such/page/")]
    assert {answer.headers["Cache-Control"] for answer in answers} == {"no-store"}
