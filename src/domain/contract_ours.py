"""The conditions that the program asks for, as C: contract_ours.py PARAM COVER OUT

Each key with our value, whose form any other value must have too; "" where the
contract has none, as of what stands on the cover of a paper.
"""
import csv
import sys


def main(params, cover, out):
    with open(params, encoding="utf-8", newline="") as f:
        rows = {r["key"]: r["value"] for r in reversed(list(csv.DictReader(f)))}
    with open(cover, encoding="utf-8", newline="") as f:
        rows.update({r["key"]: "" for r in csv.DictReader(f)})
    with open(out, "w", encoding="utf-8") as f:
        f.write("/* Made of data/contract/param.csv and cover.csv by contract_ours.py. */\n"
                "static const struct {\n    const char *key, *value;\n"
                "} ours[] = {\n")
        for key, value in sorted(rows.items()):
            f.write('    {"%s", "%s"},\n' % (key, value))
        f.write("};\n")


main(*sys.argv[1:])
