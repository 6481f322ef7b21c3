// Documents for the tests of this folder: made of a few words, and shown in a few.
#ifndef PLENARY_SERVICES_DOCUMENTS_TEST_DOCUMENTS_H_
#define PLENARY_SERVICES_DOCUMENTS_TEST_DOCUMENTS_H_

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "pugixml.hpp"
#include "services/base/errors.h"
#include "services/documents/package.h"
#include "services/documents/template.h"
#include "services/documents/unzip.h"

namespace plenary::documents {

inline std::string RunOf(absl::string_view text, absl::string_view properties = "") {
  return absl::StrCat("<w:r>",
                      properties.empty() ? "" : absl::StrCat("<w:rPr>", properties, "</w:rPr>"),
                      "<w:t xml:space=\"preserve\">", text, "</w:t></w:r>");
}
inline std::string RunsParagraph(absl::string_view runs) {
  return absl::StrCat("<w:p>", runs, "</w:p>");
}
inline std::string Paragraph(absl::string_view text) { return RunsParagraph(RunOf(text)); }
inline std::string Paragraphs(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all += Paragraph(text);
  return all;
}

// A row of cells; a cell's paragraphs are parted by "|".
inline std::string Row(const std::vector<std::string>& cells) {
  std::string row = "<w:tr><w:trPr><w:cantSplit/></w:trPr>";
  for (const std::string& cell : cells) {
    std::string paragraphs;
    for (const absl::string_view text : absl::StrSplit(cell, "|")) {
      paragraphs += Paragraph(text);
    }
    absl::StrAppend(&row, "<w:tc>", paragraphs, "</w:tc>");
  }
  return row + "</w:tr>";
}
inline std::string Table(const std::vector<std::vector<std::string>>& rows) {
  std::string table = "<w:tbl><w:tblPr/><w:tblGrid/>";
  for (const std::vector<std::string>& row : rows) table += Row(row);
  return table + "</w:tbl>";
}

inline constexpr char kNamespaces[] =
    "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" "
    "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

inline std::string Links(absl::string_view inside) {
  return absl::StrCat(
      "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">",
      inside, "</Relationships>");
}
inline std::string Link(absl::string_view type, absl::string_view target,
                        absl::string_view mode = "") {
  return absl::StrCat(
      "<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/"
      "relationships/",
      type, "\" Target=\"", target, "\"",
      mode.empty() ? "" : absl::StrCat(" TargetMode=\"", mode, "\""), "/>");
}

inline std::string WordType(absl::string_view part) {
  return absl::StrCat("application/vnd.openxmlformats-officedocument.wordprocessingml.", part,
                      "+xml");
}

// The parts of a document with this body, a header and a footer.
inline std::map<std::string, std::string> DocumentParts(absl::string_view body,
                                                        absl::string_view header = "<w:p/>",
                                                        absl::string_view footer = "<w:p/>") {
  const auto type = [](absl::string_view part, absl::string_view content_type) {
    return absl::StrCat("<Override PartName=\"/word/", part, "\" ContentType=\"",
                        WordType(content_type), "\"/>");
  };
  return {
      {"[Content_Types].xml",
       absl::StrCat("<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                    "<Default Extension=\"rels\" ContentType=\"application/"
                    "vnd.openxmlformats-package.relationships+xml\"/>",
                    type("document.xml", "document.main"), type("header1.xml", "header"),
                    type("footer1.xml", "footer"), "</Types>")},
      {"_rels/.rels", Links(Link("officeDocument", "word/document.xml"))},
      {"word/_rels/document.xml.rels",
       Links(absl::StrCat(Link("header", "header1.xml"), Link("footer", "footer1.xml")))},
      {"word/document.xml", absl::StrCat("<w:document ", kNamespaces, "><w:body>", body,
                                         "<w:sectPr/></w:body></w:document>")},
      {"word/header1.xml", absl::StrCat("<w:hdr ", kNamespaces, ">", header, "</w:hdr>")},
      {"word/footer1.xml", absl::StrCat("<w:ftr ", kNamespaces, ">", footer, "</w:ftr>")},
  };
}

inline std::string DocxOf(const std::map<std::string, std::string>& parts) {
  std::vector<Part> all;
  all.reserve(parts.size());
  for (const auto& [name, bytes] : parts) all.push_back({name, bytes});
  return Zip(all).value();
}
inline std::string Docx(absl::string_view body) { return DocxOf(DocumentParts(body)); }

// The XML of a part of a DOCX; empty where there is none.
inline std::string PartOf(absl::string_view docx, absl::string_view name) {
  std::vector<TemplateProblem> problems;
  for (const Part& part : Unzip(docx, problems)) {
    if (part.name == name) return part.bytes;
  }
  return "";
}

inline void ShowText(const pugi::xml_node& node, std::string& shown) {
  for (const pugi::xml_node& child : node.children()) {
    const absl::string_view name = child.name();
    if (name == "w:t") shown += child.text().get();
    if (name == "w:br") shown += "↵";
    if (name == "w:tab") shown += "→";
    if (name != "w:t" && name != "w:p") ShowText(child, shown);
  }
}

// Each paragraph and each row on a line of its own: "text", "a | b" with a cell's paragraphs parted
// by " / "; tables in cells in brackets.
inline std::vector<std::string> ShownBlocks(const pugi::xml_node& node) {
  std::vector<std::string> blocks;
  for (const pugi::xml_node& child : node.children()) {
    const absl::string_view name = child.name();
    if (name == "w:p") {
      std::string text;
      ShowText(child, text);
      blocks.push_back(text);
    }
    if (name != "w:tbl") continue;
    for (const pugi::xml_node& row : child.children("w:tr")) {
      std::vector<std::string> cells;
      for (const pugi::xml_node& cell : row.children("w:tc")) {
        cells.push_back(absl::StrJoin(ShownBlocks(cell), " / "));
      }
      blocks.push_back(absl::StrCat("[", absl::StrJoin(cells, " | "), "]"));
    }
  }
  return blocks;
}

inline std::string ShownPart(absl::string_view docx, absl::string_view part) {
  pugi::xml_document xml;
  const std::string bytes = PartOf(docx, part);
  xml.load_buffer(bytes.data(), bytes.size(), pugi::parse_default | pugi::parse_ws_pcdata);
  const pugi::xml_node root = xml.document_element();
  return absl::StrJoin(ShownBlocks(root.child("w:body") ? root.child("w:body") : root), "\n");
}

// The body of a filled template; a refusal as its reason and metadata.
inline std::string Shown(const absl::StatusOr<std::string>& docx) {
  if (docx.ok()) return ShownPart(*docx, "word/document.xml");
  std::string shown = v1::ErrorReason_Name(base::ReasonOf(docx.status()));
  for (const auto& [key, value] : base::MetadataOf(docx.status())) {
    absl::StrAppend(&shown, " ", key, "=", value);
  }
  return shown;
}
inline std::string Filled(absl::string_view body, const Data& data) {
  return Shown(Fill(Docx(body), data));
}

// "document 3 {naem}", a problem a line.
inline std::string Shown(const std::vector<TemplateProblem>& problems) {
  std::vector<std::string> lines;
  lines.reserve(problems.size());
  for (const TemplateProblem& problem : problems) {
    lines.push_back(absl::StrCat(problem.part, " ", problem.paragraph, " ", problem.field));
  }
  return absl::StrJoin(lines, "\n");
}

}  // namespace plenary::documents

#endif  // PLENARY_SERVICES_DOCUMENTS_TEST_DOCUMENTS_H_
