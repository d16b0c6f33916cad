"""The columns of the journalled tables as macros: columns.py TABLES.CSV OUT

tables.h makes rows of parameters and columns from them, so that a label or a
type is written once and a column that is none does not compile.
"""
import csv
import sys

PARAM = {"text": "", "type": "", "int": ".type = KK_INT, ",
         "time": ".type = KK_TIME, ", "day": ".type = KK_DATE, ",
         "bool": ".type = KK_CHOICE, ", "ref": ".type = KK_REF, "}
SHOWN = {"text": "TEXT", "type": "TEXT", "int": "INT", "time": "TIME",
         "day": "DATE", "bool": "YESNO", "ref": "ID"}


def main(tables, out):
    with open(tables, encoding="utf-8", newline="") as f:
        rows = list(csv.DictReader(f))
    with open(out, "w", encoding="utf-8") as f:
        f.write("/* Made of data/sql/tables.csv by columns.py. */\n")
        for r in rows:
            name = "%s_%s" % (r["table"], r["column"])
            f.write('#define KK_LABEL_%s "%s"\n' % (name, r["column_label"]))
            f.write("#define KK_TYPE_%s %s\n" % (name, PARAM[r["type"]]))
            f.write("#define KK_SHOWN_%s KK_SHOW_%s\n"
                    % (name, SHOWN[r["type"]]))


main(*sys.argv[1:])
