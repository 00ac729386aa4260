"""Somebody on the Internet who files a contribution: real requests, cookies and forms, a browser without scripts."""

from urllib.parse import urljoin

import mechanicalsoup


class Stopped(Exception):
    """The portal did not do what a contributor would expect; the message is what it said."""


class Visitor:
    """One browser before the page of one call. `call_url` is that page's address."""

    def __init__(self, call_url):
        self.call_url = call_url
        self.browser = mechanicalsoup.StatefulBrowser(raise_on_404=True)

    def file(self, item, email, attachment=None):
        """Fill in the whole form as a person would, and send it. Returns the text of the confirmation page.

        `item` is a dict of wgec_portal.demo.contributions, `attachment` the path of a file to send along.
        """
        self.browser.open(urljoin(self.call_url, "contribute/"))
        self._send()
        self._must_be_at("/about-you/")
        self._about_me(item, email)
        self._answers(item)
        self._attach(attachment)
        self._go_on("check/")
        self._send()
        self._must_be_at("/receipt/")
        return self._said()

    def _must_be_at(self, ending):
        if not self.browser.url.endswith(ending):
            raise Stopped(self._said())

    def _about_me(self, item, email):
        form = self._form()
        kinds = form.form.select("input[name=stakeholder_group]")
        form.set_radio({"stakeholder_group": kinds[item["group"] - 1]["value"]})
        form.set_radio({"publish": item["publish"], "translation": item["translation"]})
        for name, value in (("name", item["name"]), ("organisation", item["organisation"]), ("email", email)):
            form.set(name, value)
        self._send("continue")

    def _answers(self, item):
        form = self._form()
        form.set_select({"language": item["language"]})
        places = form.form.select("textarea[name^=answer_]")
        for place, text in zip(places, item["answers"], strict=True):
            if text is None:
                form.set_checkbox({place["name"].replace("answer_", "no_position_"): True})
            else:
                form.set(place["name"], text)
        form.set("other", item["other"])
        self._send("continue")

    def _attach(self, attachment):
        """The step of the files; without one it is passed over."""
        if not attachment:
            return
        form = self._form()
        with open(attachment, "rb") as file:
            form.set("file", file)
            self._send()

    def _go_on(self, step):
        """Go to another step of the form, as its link does."""
        self.browser.open(urljoin(self.browser.url, f"../{step}"))

    def _form(self):
        return self.browser.select_form("main form[method=post]")

    def _send(self, button=None):
        """Press the button of the form on the page; a step that is shown again with errors is a refusal."""
        form = self._form()
        if button:
            form.choose_submit(button)
        self.browser.submit_selected()
        if self.browser.page.select_one(".error-summary"):
            raise Stopped(self._said())

    def _said(self):
        return self.browser.page.select_one("main").get_text(" ", strip=True)
