// Files that are no templates, or would do harm as such.
#include <random>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/documents/shipped.h"
#include "services/documents/template.h"
#include "services/documents/test_documents.h"
#include "services/documents/test_samples.h"

namespace plenary::documents {
namespace {

using ::testing::Each;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using Parts = std::map<std::string, std::string>;

// Whether neither the check nor the filling takes such a file, and both say why.
void ExpectRefused(absl::string_view docx, absl::string_view label) {
  const std::vector<TemplateProblem> problems = CheckTemplate(docx, {});
  EXPECT_THAT(problems, Not(IsEmpty())) << label;
  EXPECT_THAT(problems, Each(Field(&TemplateProblem::words, Not(IsEmpty())))) << label;
  const absl::StatusOr<std::string> filled = Fill(docx, {});
  EXPECT_EQ(base::ReasonOf(filled.status()), v1::ERROR_REASON_TEMPLATE_BROKEN) << label;
}

Parts Plain() { return DocumentParts(Paragraph("a")); }

Parts WithPart(const std::string& name, const std::string& bytes) {
  Parts parts = Plain();
  parts[name] = bytes;
  return parts;
}

TEST(HostileTemplates, WhatIsNoDocumentIsRefused) {
  ExpectRefused("", "nothing");
  ExpectRefused("%PDF-1.7", "a PDF");
  ExpectRefused("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + std::string(504, '\0'), "an old .doc");
  ExpectRefused(DocxOf({{"a.txt", "a"}}), "some archive");
  ExpectRefused(std::string("PK\x05\x06", 4) + std::string(18, '\0'), "an empty archive");
  Parts workbook = Plain();
  absl::StrReplaceAll({{"wordprocessingml.document.main", "spreadsheetml.sheet.main"}},
                      &workbook["[Content_Types].xml"]);
  ExpectRefused(DocxOf(workbook), "a workbook");
  ExpectRefused(DocxOf(WithPart("word/document.xml", "<html/>")), "another XML");
  ExpectRefused(DocxOf(WithPart("word/document.xml", "")), "an empty part");
  ExpectRefused(DocxOf(WithPart("word/document.xml", "<w:document>")), "unfinished XML");
  ExpectRefused(DocxOf(WithPart("word/document.xml", "\xFF\xFE<\0w\0")), "UTF-16");
  ExpectRefused(DocxOf(WithPart("word/document.xml", "<w:document>\xC0</w:document>")),
                "what is not UTF-8");
}

TEST(HostileTemplates, WhatWouldFillTheMemoryIsRefused) {
  ExpectRefused(std::string(kMostTemplateBytes + 1, 'x'), "a large file");
  ExpectRefused(DocxOf(WithPart("word/media/image1.bmp", std::string(65 << 20, '\0'))),
                "a zip bomb");
  Parts many = Plain();
  for (int i = 0; i < 1'001; ++i) many[absl::StrCat("word/part", i)] = "";
  ExpectRefused(DocxOf(many), "many parts");
  std::string deep;
  for (int i = 0; i < 300'000; ++i) deep += "<w:p>";
  for (int i = 0; i < 300'000; ++i) deep += "</w:p>";
  ExpectRefused(Docx(deep), "deep nesting");
  std::string braces;
  for (int i = 0; i < 2'000'000; ++i) braces += "{";
  ExpectRefused(Docx(Paragraph(braces)), "braces and nothing else");
  std::string elements;
  for (int i = 0; i < 2'000'000; ++i) elements += "<w:p/>";
  ExpectRefused(Docx(elements), "more elements than Word makes");
}

TEST(HostileTemplates, EntitiesAreRefusedWhereverTheyAre) {
  const std::string bomb =
      "<!DOCTYPE a [<!ENTITY b \"bbbbbbbbbb\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;\">"
      "<!ENTITY d SYSTEM \"file:///etc/passwd\">]>";
  for (const char* const part : {"word/document.xml", "word/header1.xml", "[Content_Types].xml",
                                 "word/_rels/document.xml.rels"}) {
    Parts parts = Plain();
    parts[part] = bomb + parts[part];
    ExpectRefused(DocxOf(parts), part);
  }
}

TEST(HostileTemplates, WhatRunsProgramsIsRefused) {
  ExpectRefused(DocxOf(WithPart("word/vbaProject.bin", "x")), "macros");
  Parts macros = Plain();
  absl::StrReplaceAll({{"application/vnd.openxmlformats-officedocument.wordprocessingml."
                        "document.main+xml",
                        "application/vnd.ms-word.document.macroEnabled.main+xml"}},
                      &macros["[Content_Types].xml"]);
  ExpectRefused(DocxOf(macros), "a .docm");
  ExpectRefused(DocxOf(WithPart("word/activeX/activeX1.xml", "<a/>")), "a control");
  ExpectRefused(DocxOf(WithPart("word/embeddings/oleObject1.bin", "x")), "an object");
  for (const char* const type : {"vbaProject", "oleObject", "package", "control", "aFChunk"}) {
    ExpectRefused(
        DocxOf(WithPart("word/_rels/document.xml.rels", Links(Link(type, "elsewhere.bin")))), type);
  }
}

TEST(HostileTemplates, WhatIsFetchedFromElsewhereIsRefused) {
  const struct {
    const char* label;
    std::string link;
  } kLinks[] = {
      {"a picture of the web", Link("image", "http://example.com/a.png", "External")},
      {"a template", Link("attachedTemplate", "file:///C:/Templates/a.dotx", "External")},
      {"a file that is said to be inside", Link("image", "file:///etc/passwd")},
      {"a share", Link("image", "\\\\server.example\\share\\a.png", "External")},
      {"a link to a file", Link("hyperlink", "file:///etc/passwd", "External")},
      {"a script", Link("hyperlink", "javascript:alert(1)", "External")},
  };
  for (const auto& test : kLinks) {
    ExpectRefused(DocxOf(WithPart("word/_rels/document.xml.rels", Links(test.link))), test.label);
  }
  for (const char* const good : {"https://example.com/", "mailto:ann@example.com", "#place"}) {
    const std::string docx = DocxOf(
        WithPart("word/_rels/document.xml.rels", Links(Link("hyperlink", good, "External"))));
    EXPECT_THAT(CheckTemplate(docx, {}), IsEmpty()) << good;
  }
}

TEST(HostileTemplates, FieldsOfWordThatReadFilesAreRefused) {
  const auto character = [](const char* type) {
    return absl::StrCat("<w:r><w:fldChar w:fldCharType=\"", type, "\"/></w:r>");
  };
  const auto code = [](const char* text) {
    return absl::StrCat("<w:r><w:instrText>", text, "</w:instrText></w:r>");
  };
  ExpectRefused(
      Docx("<w:p>" + character("begin") + code(" INCLUDE") + code("TEXT \"/etc/passwd\"") +
           character("separate") + RunOf("a") + character("end") + "</w:p>"),
      "in several runs");
  ExpectRefused(Docx("<w:p>" + character("begin") + code("IF 1 = 1 ") + character("begin") +
                     code("DDEAUTO cmd") + character("end") + character("end") + "</w:p>"),
                "within another field");
  ExpectRefused(Docx("<w:p><w:fldSimple w:instr=\" includepicture &quot;a&quot; \"/></w:p>"),
                "the simple form");
  ExpectRefused(Docx("<w:p>" + character("begin") + code("DDE cmd") + "</w:p>"), "without its end");
  ExpectRefused(Docx("<w:p><w:r><w:pict><v:imagedata src=\"file:///etc/passwd\"/></w:pict></w:r>"
                     "</w:p>"),
                "a drawing");
  EXPECT_THAT(CheckTemplate(Docx("<w:p>" + character("begin") +
                                 code(" HYPERLINK \"https://example.com/link\" ") +
                                 character("end") + "<w:fldSimple w:instr=\"PAGE\"/></w:p>"),
                            {}),
              IsEmpty());
}

TEST(HostileTemplates, APartThatIsThereTwiceIsRefused) {
  const Parts parts = Plain();
  std::vector<Part> all;
  for (const auto& [name, bytes] : parts) all.push_back({name, bytes});
  all.push_back({"word/Document.xml", parts.at("word/document.xml")});
  ExpectRefused(Zip(all).value(), "the document twice");
}

TEST(HostileTemplates, AFileCutOffAnywhereIsRefused) {
  const std::string docx = ShippedTemplate("delegation-list", Language::kRussian);
  for (size_t size = 0; size < docx.size(); size += 37) {
    ExpectRefused(absl::string_view(docx).substr(0, size), absl::StrCat(size, " bytes"));
  }
}

// What becomes of a file nobody made on purpose: a problem or a document, never anything else.
void TryOut(absl::string_view docx, const Fields& fields, const Data& data) {
  const std::vector<TemplateProblem> problems = CheckTemplate(docx, fields);
  const absl::StatusOr<std::string> filled = Fill(docx, data);
  if (!filled.ok()) {
    EXPECT_EQ(base::ReasonOf(filled.status()), v1::ERROR_REASON_TEMPLATE_BROKEN);
    EXPECT_THAT(problems, Not(IsEmpty()));
    return;
  }
  const std::string xml = PartOf(*filled, "word/document.xml");
  for (const char* const ours : {"<{", "{touched}"}) EXPECT_THAT(xml, Not(HasSubstr(ours)));
  pugi::xml_document again;
  EXPECT_TRUE(again.load_buffer(xml.data(), xml.size()));
}

TEST(HostileTemplates, FlippedBitsDoNoHarm) {
  const std::string docx = ShippedTemplate("event-programme", Language::kRussian);
  const Fields& fields = FindDocumentKind("event-programme")->fields;
  const Data data = SampleEventProgramme(Language::kRussian, 1);
  std::mt19937 random(20230418);
  for (int i = 0; i < 500; ++i) {
    std::string damaged = docx;
    for (int flips = 0; flips <= i % 4; ++flips) {
      damaged[random() % damaged.size()] ^= static_cast<char>(1 << random() % 8);
    }
    TryOut(damaged, fields, data);
  }
}

TEST(HostileTemplates, MarksAnywhereInADocumentDoNoHarm) {
  const std::string docx = ShippedTemplate("event-programme", Language::kRussian);
  const Fields& fields = FindDocumentKind("event-programme")->fields;
  const Data data = SampleEventProgramme(Language::kRussian, 1);
  constexpr const char* kPieces[] = {"{#days}",
                                     "{/days}",
                                     "{#sessions}",
                                     "{/sessions}",
                                     "{?days}",
                                     "{date}",
                                     "{",
                                     "}",
                                     "{{",
                                     "{#",
                                     "{^days}",
                                     "<w:p>",
                                     "</w:p>",
                                     "<w:tc>",
                                     "</w:tc>",
                                     "<w:tr>",
                                     "</w:tr>",
                                     "<w:r><w:t>",
                                     "</w:t></w:r>",
                                     "<w:tbl>",
                                     "</w:tbl>",
                                     "<w:br/>",
                                     "</w:p><w:p>",
                                     "</w:tc><w:tc>",
                                     "</w:t></w:r><w:r><w:t>"};
  std::mt19937 random(20230419);
  for (int i = 0; i < 500; ++i) {
    Parts parts;
    std::vector<TemplateProblem> problems;
    for (const Part& part : Unzip(docx, problems)) parts[part.name] = part.bytes;
    std::string& xml = parts["word/document.xml"];
    for (int pieces = 0; pieces <= i % 5; ++pieces) {
      xml.insert(random() % xml.size(), kPieces[random() % std::size(kPieces)]);
    }
    if (i % 3 == 0) xml.erase(random() % xml.size(), random() % 200);
    TryOut(DocxOf(parts), fields, data);
  }
}

}  // namespace
}  // namespace plenary::documents
