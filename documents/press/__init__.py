"""The press: child processes that turn HTML into paper. Nothing outside this folder knows WeasyPrint."""
