"""What the parts of the sample are written with: files of calls for `plenary load`."""
import json
import pathlib

HERE = pathlib.Path(__file__).parent
ILLUSTRATIVE = "Not published; made up for the sample."


def texts(**by_language):
    return [{"language": language, "text": text} for language, text in by_language.items()]


class File:
    def __init__(self, name):
        self.path = HERE / name
        self.lines = []

    def call(self, method, request, label="", after="", by=""):
        """`by` is the label of the line that made the user who calls; empty: whoever loads."""
        line = {"method": method}
        if label:
            line["label"] = label
        if after:
            line["after"] = after
        if by:
            line["as"] = by
        self.lines.append(json.dumps({**line, "request": request}, ensure_ascii=False))

    def write(self):
        self.path.write_text("\n".join(self.lines) + "\n", encoding="utf-8")
