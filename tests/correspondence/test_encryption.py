"""On the way to the mail server: encrypted and with the right certificate, or not at all."""

import pytest
from environ import Env

from correspondence import delivery
from correspondence.models import Message
from tests.correspondence.post_office import Letters, MailServer, letter, self_signed

pytestmark = pytest.mark.django_db
State = Message.State


@pytest.fixture
def serve(settings):
    """Start a mail server that the portal is told of by a URL with this scheme; what it gets."""
    running = []

    def start(scheme, **more):
        server = MailServer(Letters(), **more)
        server.start()
        running.append(server)
        for name, value in Env.email_url_config(f"{scheme}://127.0.0.1:{server.port}").items():
            setattr(settings, name, value)
        return server.handler.got

    yield start
    [server.stop() for server in running]


@pytest.fixture
def trusted(tmp_path, monkeypatch):
    """A certificate for our mail server that this machine trusts: what a server needs to show it."""
    chain, context = self_signed("127.0.0.1", tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(chain))
    return context


def sent():
    """The state and the error of a letter that was due."""
    letter()
    delivery.sweep()
    return Message.objects.values_list("state", "error").get()


def test_with_starttls_the_letter_goes_encrypted(serve, trusted):
    got = serve("smtp+tls", tls_context=trusted, require_starttls=True)
    assert (sent(), len(got)) == ((State.SENT, ""), 1)


def test_with_ssl_from_the_start_the_letter_goes(serve, trusted):
    got = serve("smtp+ssl", ssl_context=trusted)
    assert (sent(), len(got)) == ((State.SENT, ""), 1)


def test_a_server_without_starttls_gets_nothing_in_clear(serve):
    got = serve("smtp+tls")
    assert (sent(), got) == (
        (State.WAITING, "SMTPNotSupportedError: STARTTLS extension not supported by server."), [],
    )  # fmt: skip


@pytest.mark.parametrize("scheme", ["smtp+tls", "smtp+ssl"])
def test_a_certificate_that_nobody_vouches_for_is_refused(serve, tmp_path, scheme):
    context = self_signed("127.0.0.1", tmp_path)[1]
    got = serve(scheme, **({"tls_context": context} if scheme == "smtp+tls" else {"ssl_context": context}))
    state, error = sent()
    assert (state, error.split(":")[0], "self-signed" in error, got) == (
        State.WAITING, "SSLCertVerificationError", True, [],
    )  # fmt: skip


def test_the_certificate_of_another_host_is_refused(serve, tmp_path, monkeypatch):
    chain, context = self_signed("mail.example.org", tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(chain))
    got = serve("smtp+tls", tls_context=context)
    state, error = sent()
    assert (state, "IP address mismatch" in error, got) == (State.WAITING, True, [])
