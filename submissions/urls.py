"""The addresses of contributions: filing, the public's pages, the secretariat's screens."""

from django.urls import path, register_converter

from .views import (
    analysis,
    behalf,
    changing,
    checking,
    coding,
    compiled,
    compiling,
    declining,
    downloading,
    exporting,
    filing,
    holding,
    intake,
    lateness,
    moderating,
    pieces,
    public,
    publishing,
    receipts,
    reminding,
    renditions,
    sending,
    takedown,
    topics,
    uploading,
    versions,
    word,
)

app_name = "submissions"


class Spreadsheet:
    """“csv” or “xlsx” at the end of an address."""

    regex = "csv|xlsx"
    to_python = to_url = str


class Form:
    """A form of a compilation that is made as it is asked for."""

    regex = "html|csv|zip"
    to_python = to_url = str


register_converter(Spreadsheet, "spreadsheet")
register_converter(Form, "form")

filing_urls = [
    path("calls/<uuid:uid>/contribute/", filing.start, name="start"),
    path("late/<str:key>/", lateness.late, name="late"),
    path("contributions/<uuid:uid>/about-you/", filing.about, name="about"),
    path("contributions/<uuid:uid>/answers/", filing.answers, name="answers"),
    path("contributions/<uuid:uid>/files/", uploading.files, name="files"),
    path("contributions/<uuid:uid>/files/<int:pk>/remove/", uploading.remove_file, name="remove_file"),
    path("contributions/<uuid:uid>/uploads/", pieces.begin, name="upload_begin"),
    path("contributions/<uuid:uid>/uploads/<uuid:upload>/", pieces.piece, name="upload_piece"),
    path("contributions/<uuid:uid>/uploads/<uuid:upload>/finish/", pieces.finish, name="upload_finish"),
    path("contributions/<uuid:uid>/uploads/<uuid:upload>/remove/", pieces.remove, name="upload_remove"),
    path("contributions/<uuid:uid>/check/", sending.check, name="check"),
    path("contributions/<uuid:uid>/send/", sending.send, name="send"),
    path("contributions/<uuid:uid>/receipt/", receipts.confirmation, name="confirmation"),
    path("contributions/<uuid:uid>/receipt/<int:number>/", receipts.receipt, name="receipt"),
    path("contributions/<uuid:uid>/receipt/<int:number>.pdf", receipts.receipt_as_pdf, name="receipt_as_pdf"),
]

holding_urls = [
    path("contributions/resume/", holding.resume, name="resume"),
    path("contributions/resume/code/", holding.enter_code, name="enter_code"),
    path("contributions/held/", holding.held, name="held"),
    path("contributions/forget/", holding.forget_me, name="forget"),
    path("contributions/<uuid:uid>/confirm-address/", holding.confirm_address, name="confirm_address"),
    path("contributions/<uuid:uid>/edit/", versions.edit, name="edit"),
    path("contributions/<uuid:uid>/discard/", versions.discard, name="discard"),
    path("contributions/<uuid:uid>/withdraw/", versions.withdraw, name="withdraw"),
    path("contributions/<uuid:uid>/choices/", versions.choices, name="choices"),
    path("contributions/<uuid:uid>/partners/", versions.partners, name="partners"),
    path("drafts/<str:key>/", versions.read_draft, name="read_draft"),
    path("calls/<uuid:uid>/no-contribution/", declining.ask, name="decline_ask"),
    path("no-contribution/<str:token>/", declining.decline, name="decline"),
]

public_urls = [
    path("calls/<uuid:uid>/", public.call, name="call"),
    path("contributions/<uuid:uid>/", public.contribution, name="contribution"),
    path("contributions/<uuid:uid>/files/<int:pk>/", downloading.download, name="file"),
    path("calls/<uuid:uid>/contributions.<spreadsheet:kind>", exporting.export_for_readers, name="export_for_readers"),
    path(
        "compilations/<uuid:uid>/<int:number>/<str:language>/compilation.<form:form>",
        compiled.compilation_form,
        name="compilation_form",
    ),
    path("schemas/compilation-1.json", compiled.compilation_schema, name="compilation_schema"),
]

publishing_urls = [
    path("calls/<uuid:uid>/contributions/publish-all/", publishing.publish_all, name="publish_all"),
    path("calls/<uuid:uid>/contributions/withhold/", publishing.withhold_selected, name="withhold_selected"),
    path("calls/<uuid:uid>/contributions/register.<spreadsheet:kind>", exporting.export, name="export"),
    path("contributions/<uuid:uid>/return/", moderating.return_for_clarification, name="return"),
    path("contributions/<uuid:uid>/take-back/", moderating.take_back_question, name="take_back"),
    path("contributions/<uuid:uid>/duplicate/", moderating.mark_duplicate, name="mark_duplicate"),
    path("contributions/<uuid:uid>/no-duplicate/", moderating.unmark_duplicate, name="unmark_duplicate"),
    path("contributions/<uuid:uid>/versions/<int:number>/", moderating.compare, name="compare"),
    path("contributions/<uuid:uid>/redaction/", renditions.redact, name="redact"),
    path("contributions/<uuid:uid>/redaction/revoke/", renditions.revoke_redaction, name="revoke_redaction"),
    path("contributions/<uuid:uid>/translation/", renditions.choose_language, name="choose_language"),
    path("contributions/<uuid:uid>/translation/<slug:language>/", renditions.translate, name="translate"),
    path(
        "contributions/<uuid:uid>/translation/<slug:language>/revoke/",
        renditions.revoke_translation,
        name="revoke_translation",
    ),
    path("calls/<uuid:uid>/contributions/", publishing.contributions, name="list"),
    path("calls/<uuid:uid>/contributions/publish/", publishing.publish_selected, name="publish_selected"),
    path("contributions/<uuid:uid>/record/", publishing.record, name="record"),
    path("contributions/<uuid:uid>/publish/", publishing.publish, name="publish"),
    path("contributions/<uuid:uid>/withhold/", publishing.withhold, name="withhold"),
    path("contributions/<uuid:uid>/take-down/", takedown.take_down, name="take_down"),
]

call_urls = [
    path("calls/<uuid:uid>/compilation/", compiling.compilation, name="compile"),
    path("calls/<uuid:uid>/compilation/forms/", compiling.try_forms_again, name="try_forms_again"),
    path("calls/<uuid:uid>/compilation/new/", compiling.choose, name="choose_compilation"),
    path("calls/<uuid:uid>/compilation/progress/", compiling.progress, name="compile_progress"),
    path("calls/<uuid:uid>/reminders/", reminding.ladder, name="reminders"),
    path("calls/<uuid:uid>/reminders/choose/", reminding.choose, name="choose_reminders"),
    path("calls/<uuid:uid>/extend/", changing.extend, name="extend"),
    path("questions/<uuid:uid>/reword/", changing.reword, name="reword"),
    path("calls/<uuid:uid>/late-links/", lateness.late_links, name="late_links"),
    path("late-links/<int:pk>/revoke/", lateness.late_link_revoke, name="late_link_revoke"),
]

intake_urls = [
    path("calls/<uuid:uid>/intake/", intake.intake, name="intake"),
    path("contributions/<uuid:uid>/entry/", intake.entry, name="entry"),
    path("contributions/<uuid:uid>/entry/message/", intake.entry_message, name="entry_message"),
    path("contributions/<uuid:uid>/entry/files/<int:pk>/", intake.entry_file, name="entry_file"),
    path("contributions/<uuid:uid>/entry/files/<int:pk>/remove/", intake.entry_remove_file, name="entry_remove_file"),
    path("contributions/<uuid:uid>/entry/discard/", intake.entry_discard, name="entry_discard"),
]

word_urls = [
    path("calls/<uuid:uid>/form.docx", word.call_form, name="call_form"),
    path("contributions/<uuid:uid>/draft.docx", word.draft_as_word, name="draft_as_word"),
    path("contributions/<uuid:uid>/draft.pdf", word.draft_as_pdf, name="draft_as_pdf"),
    path("contributions/<uuid:uid>/word/", word.word, name="word"),
    path("contributions/<uuid:uid>/word/<int:pk>/", word.read_word, name="reading"),
]

register_urls = [
    path("register/check/", checking.check_register, name="check_register"),
    path("co-signatures/<str:key>/", behalf.cosign, name="cosign"),
    path("contributions/<uuid:uid>/record/receipt/<int:number>/", receipts.record_receipt, name="record_receipt"),
    path(
        "contributions/<uuid:uid>/record/receipt/<int:number>.pdf",
        receipts.record_receipt_as_pdf,
        name="record_receipt_as_pdf",
    ),
    path("contributions/<uuid:uid>/record/authority/", behalf.confirm_authority, name="confirm_authority"),
    path("contributions/<uuid:uid>/record/authority/revoke/", behalf.revoke_authority, name="revoke_authority"),
    path("contributions/<uuid:uid>/record/stand-beside/", behalf.stand_beside, name="stand_beside"),
]

analysis_urls = [
    path("calls/<uuid:uid>/analysis/", analysis.analysis, name="analysis"),
    path("calls/<uuid:uid>/analysis/arrivals/", analysis.arrivals, name="arrivals"),
    path("calls/<uuid:uid>/analysis/unanswered/", analysis.unanswered, name="unanswered"),
    path("calls/<uuid:uid>/analysis/<slug:name>.csv", analysis.table, name="analysis_table"),
    path("calls/<uuid:uid>/coding/", coding.coding, name="coding"),
    path("calls/<uuid:uid>/coding/next/", coding.next_uncoded, name="next_uncoded"),
    path("contributions/<uuid:uid>/coding/", coding.code, name="code"),
    path("groups/<slug:slug>/topics/", topics.topics, name="topics"),
    path("groups/<slug:slug>/topics/add/", topics.topic_add, name="topic_add"),
    path("groups/<slug:slug>/topics/<int:pk>/", topics.topic_edit, name="topic_edit"),
    path("groups/<slug:slug>/topics/<int:pk>/remove/", topics.topic_remove, name="topic_remove"),
]

urlpatterns = (
    filing_urls
    + holding_urls
    + public_urls
    + publishing_urls
    + call_urls
    + intake_urls
    + word_urls
    + register_urls
    + analysis_urls
)
