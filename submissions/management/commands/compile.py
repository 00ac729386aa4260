"""`manage.py compile CALL --output FILE`: a compilation as a PDF beside the portal; nothing is issued."""

import os
import time
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from documents.pdf import PressFailed
from meetings.named import call_named
from submissions import compilation
from submissions.compilation import asking
from submissions.models import Compilation


class Command(BaseCommand):
    help = "Compile the published contributions to a call into a PDF file. Nothing is issued and nobody is told."

    def add_arguments(self, parser):
        parser.add_argument("call", help="identifier of the call, as in its address, or a part of its title")
        parser.add_argument("--layout", choices=Compilation.Layout.values, default=Compilation.Layout.QUESTION)
        parser.add_argument("--group", metavar="NAME", help="only contributions of this stakeholder group")
        parser.add_argument("--in-time", action="store_true", help="only what came by the original deadline")
        parser.add_argument("--language", default="", metavar="CODE", help="only contributions in it, such as fr")
        parser.add_argument("--without-translations", action="store_true", help="leave unofficial translations out")
        parser.add_argument("--output", type=Path, required=True, metavar="FILE", help="where the PDF goes")

    def handle(self, *, call, layout, group, in_time, language, without_translations, output, **options):
        """Find the call, compile, and say how many pages and bytes it has."""
        call = call_named(call)
        run = Compilation(call=call, layout=layout, in_time_only=in_time, language=language)
        run.with_translations, run.stakeholder_group = not without_translations, self._group(call, group)
        if not asking.contributions(run).exists():
            raise CommandError("No published contribution fits this selection.")
        began = time.monotonic()
        bound = self._write(run, output)
        seconds = time.monotonic() - began
        self.stdout.write(f"{output}: {bound.pages} pages, {bound.size} bytes, {seconds:.1f} seconds")
        self.stdout.write(f"SHA-256 {bound.sha256}")

    def _group(self, call, name):
        """The stakeholder group that was named, whether in capitals or not; None without a name."""
        groups = list(call.group.stakeholder_groups.all())
        if not name:
            return None
        for each in groups:
            if each.name.casefold() == name.strip().casefold():
                return each
        raise CommandError(f"There is no stakeholder group “{name}”. There are: {', '.join(map(str, groups))}.")

    def _write(self, run, output):
        """Written under another name beside it and renamed: there is never half a file."""
        part = output.with_name(f".{output.name}.{os.getpid()}.part")
        try:
            with part.open("xb") as file:
                bound = compilation.to_file(run, file)
                file.flush()
                os.fsync(file.fileno())
            part.replace(output)
        except (OSError, PressFailed) as fault:
            raise CommandError(f"{output} cannot be written: {fault}") from None
        finally:
            part.unlink(missing_ok=True)
        return bound
