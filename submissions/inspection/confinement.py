"""The limits of a process that looks into strangers' files: memory, processor time, and nothing but thinking.

Where the kernel allows it (Linux on x86-64 and ARM64, also inside containers) the process can open no file, no
connection and no program any more; elsewhere only the limits hold.
"""

import ctypes
import platform
import resource
import signal
import struct

MEMORY = 512 * 1024 * 1024  # bytes of address space, of which the interpreter itself takes about 200
PROCESSOR = 1.2  # seconds of processor time for one file

# What a process that only thinks asks of the kernel: reading and writing what is open, memory, time, the end.
_ALLOWED = {
    "x86_64": (
        0xC000003E,
        (0, 1, 3, 5, 8, 9, 10, 11, 12, 13, 14, 15, 17, 25, 28, 39, 60, 96, 98, 131, 186, 202, 228, 230, 231, 318),
    ),
    "aarch64": (
        0xC00000B7,
        (
            *(57, 62, 63, 64, 67, 80, 93, 94, 98, 113, 115, 132, 134, 135, 139),
            *(165, 169, 172, 178, 214, 215, 216, 222, 226, 233, 278),
        ),
    ),
}
_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 38, 22, 2  # of prctl(2)
_LOAD, _EQUAL, _RETURN = 0x20, 0x15, 0x06  # of the filter's language, linux/filter.h
_ALLOW, _DENY, _KILL = 0x7FFF0000, 0x00050000 | 1, 0x80000000  # _DENY answers EPERM


def confine():
    """From now on: so much memory and time, no writing to disk, no file, no connection, no other process."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.setitimer(signal.ITIMER_PROF, PROCESSOR)  # its signal ends the process
    return forbid_everything_else()


def forbid_everything_else() -> bool:
    """Let the kernel refuse every other request; False where it cannot."""
    if platform.machine() not in _ALLOWED:
        return False
    architecture, allowed = _ALLOWED[platform.machine()]
    steps = [(_LOAD, 0, 0, 4), (_EQUAL, 1, 0, architecture), (_RETURN, 0, 0, _KILL), (_LOAD, 0, 0, 0)]
    steps += [(_EQUAL, len(allowed) - place, 0, number) for place, number in enumerate(allowed)]
    steps += [(_RETURN, 0, 0, _DENY), (_RETURN, 0, 0, _ALLOW)]
    code = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *step) for step in steps))
    program = ctypes.create_string_buffer(struct.pack("@HP", len(steps), ctypes.addressof(code)))
    kernel = ctypes.CDLL(None, use_errno=True)
    kernel.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    return kernel.prctl(_SECCOMP, _FILTER, ctypes.byref(program), 0, 0) == 0
