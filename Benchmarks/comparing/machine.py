"""What a figure depends on besides the programs: the machine, its load, its memory."""
import os
import platform
import subprocess
import sys
import time


def describe():
    """Processor, cores, load average and time, for the head of a table."""
    name = platform.processor() or platform.machine()
    if os.path.exists("/proc/cpuinfo"):
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            models = [line.split(":", 1)[1].strip() for line in file if line.startswith("model name")]
        name = models[0] if models else name
    return {
        "processor": name,
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 2),
        "date": time.strftime("%Y-%m-%d"),
    }


def is_quiet(load):
    """Whether figures of this machine may be quoted: less than a quarter of a core was busy before the run."""
    return load < 0.25


def touch_memory(megabytes):
    """Writes to so much memory in a process that is thrown away.

    On a virtual machine the first write to a page of the host costs several times what later ones cost. Whoever ran
    first would pay for all.
    """
    program = f"data = bytearray({megabytes} << 20)\nfor at in range(0, len(data), 4096): data[at] = 1"
    subprocess.run([sys.executable, "-c", program], check=False)
