"""Counts what `meson test` logged: tally.py testlog.json

A Check program counts case by case, any other test as one; a Check program
that ended before its summary is one failure. Prints one line and exits with
1 when anything failed, nothing ran, or the log is missing.
"""
import json
import re
import sys

SUMMARY = re.compile(r"^\d+%: Checks: (\d+), Failures: (\d+), Errors: (\d+)$",
                     re.MULTILINE)
SKIPPED = 77


def count(test):
    code = test["returncode"]
    sums = SUMMARY.findall(test.get("stdout") or "")
    if not sums:
        if code == SKIPPED or test["result"] == "SKIP":
            return 0, 0, 1
        return (1, 0, 0) if test["result"] == "OK" else (0, 1, 0)
    cases = sum(int(s[0]) for s in sums)
    bad = sum(int(s[1]) + int(s[2]) for s in sums)
    if bad == 0 and test["result"] != "OK":
        bad = 1
        cases = max(cases, 1)
    return cases - bad, bad, 0


def main(path):
    total = [0, 0, 0]
    try:
        with open(path, encoding="utf-8", errors="replace") as log:
            for line in log:
                total = [a + b for a, b in zip(total, count(json.loads(line)))]
    except (OSError, ValueError, KeyError) as e:
        print("tally.py: %s" % e, file=sys.stderr)
        total[1] += 1
    if total[0] == 0 and total[1] == 0:
        total[1] = 1
    line = "%d passed, %d failed" % (total[0], total[1])
    if total[2]:
        line += ", %d skipped" % total[2]
    print(line)
    return 1 if total[1] else 0


sys.exit(main(sys.argv[1]))
