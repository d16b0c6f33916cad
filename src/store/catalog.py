"""The catalog of the replicated tables as C: catalog.py TABLES.CSV OUT

Each table's columns stand together, the tables in order of their id; a line
that breaks this, or names a table or a type that is none, ends the build.
"""
import csv
import itertools
import sys

TYPES = ("text", "int", "time", "day", "ref", "bool")


def quoted(text):
    return '"%s"' % text.replace("\\", "\\\\").replace('"', '\\"')


def column(row, index):
    if row["type"] not in TYPES:
        sys.exit("tables.csv: %(table)s.%(column)s has no known type" % row)
    out = [".id = %s, .name = %s, .label = %s, .type = KK_CT_%s" % (
        row["column_id"], quoted(row["column"]), quoted(row["column_label"]),
        row["type"].upper())]
    if row["ref"]:
        if row["ref"] not in index:
            sys.exit("tables.csv: no table %s" % row["ref"])
        out.append(".ref = &table[%d]" % index[row["ref"]])
    if row["once"]:
        out.append(".once = %s" % quoted(row["once"]))
    return "    {%s},\n" % ", ".join(out)


def main(tables, out):
    with open(tables, encoding="utf-8", newline="") as f:
        groups = [list(g) for _, g in itertools.groupby(
            csv.DictReader(f), lambda r: int(r["table_id"]))]
    ids = [int(g[0]["table_id"]) for g in groups]
    if ids != sorted(set(ids)):
        sys.exit("tables.csv: not in order of table_id")
    index = {g[0]["table"]: i for i, g in enumerate(groups)}
    with open(out, "w", encoding="utf-8") as f:
        f.write("/* Made of data/sql/tables.csv by catalog.py. */\n"
                "#include <kikusui/store/catalog.h>\n"
                "static const struct kk_table table[%d];\n" % len(groups))
        for g in groups:
            f.write("static const struct kk_column of_%s[] = {\n"
                    % g[0]["table"])
            f.writelines(column(r, index) for r in g)
            f.write("};\n")
        f.write("static const struct kk_table table[%d] = {\n" % len(groups))
        for g in groups:
            f.write("    {%s, %s, %s, %d, of_%s},\n" % (
                g[0]["table_id"], quoted(g[0]["table"]),
                quoted(g[0]["table_label"]), len(g), g[0]["table"]))
        f.write("};\n")


main(*sys.argv[1:])
