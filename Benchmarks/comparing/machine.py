"""What a figure depends on besides the programs: the machine, its load, its memory."""
import os
import platform
import subprocess
import sys
import time


def busy(seconds=5):
    """The share of all cores, 0 to 1, that other work takes while this process waits."""
    def ticks():
        with open("/proc/stat", encoding="utf-8") as file:
            numbers = [int(number) for number in file.readline().split()[1:9]]
        return sum(numbers), numbers[3] + numbers[4]

    if not os.path.exists("/proc/stat"):
        return os.getloadavg()[0] / (os.cpu_count() or 1)
    whole, idle = ticks()
    time.sleep(seconds)
    later, later_idle = ticks()
    return 1 - (later_idle - idle) / max(later - whole, 1)


def describe():
    """Processor, cores, how busy they are, and the day, for the head of a table."""
    name = platform.processor() or platform.machine()
    if os.path.exists("/proc/cpuinfo"):
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            models = [line.split(":", 1)[1].strip() for line in file if line.startswith("model name")]
        name = models[0] if models else name
    return {
        "processor": name,
        "cores": os.cpu_count(),
        "busy": round(busy(), 3),
        "date": time.strftime("%Y-%m-%d"),
    }


def instruction_sets():
    """The names of the instruction sets of Malmoi's encoder that this machine has."""
    needed = {"avx2": {"avx2", "bmi2"},
              "avx512": {"avx512bw", "avx512vl", "avx512dq", "avx512vbmi", "avx512_vbmi2", "bmi2"}}
    flags = set()
    if os.path.exists("/proc/cpuinfo"):
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            lines = [line.split(":", 1)[1] for line in file if line.startswith("flags")]
        flags = set(lines[0].split()) if lines else set()
    return ["portable", *(name for name, wanted in needed.items() if wanted <= flags)]


def is_quiet(described):
    """Whether figures may be quoted as those of a quiet machine: other work took under a twentieth of it before."""
    return described["busy"] < 0.05


def touch_memory(megabytes):
    """Writes to so much memory in a process that is thrown away.

    On a virtual machine the first write to a page of the host costs several times what later ones cost. Whoever ran
    first would pay for all.
    """
    program = f"data = bytearray({megabytes} << 20)\nfor at in range(0, len(data), 4096): data[at] = 1"
    subprocess.run([sys.executable, "-c", program], check=False)
