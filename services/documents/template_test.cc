#include "services/documents/template.h"

#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/documents/test_documents.h"

namespace plenary::documents {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Data Person(const std::string& name, const std::string& role = "") {
  return {{{"name", name}, {"role", role}}, {}};
}

Data Forum() {
  return {{{"event.name", "Forum"}, {"event.place", ""}, {"name", "outside"}},
          {{"people", {Person("Ann", "head"), Person("Bob"), Person("Cy", "observer")}},
           {"nobody", {}}}};
}

TEST(Fill, AFieldIsFilledHoweverWordSplitsIt) {
  const struct {
    const char* label;
    std::string body;
    const char* filled;
  } kCases[] = {
      {"in one run", Paragraph("At {event.name}, yes"), "At Forum, yes"},
      {"in three runs", RunsParagraph(RunOf("At {ev") + RunOf("ent.na") + RunOf("me}, yes")),
       "At Forum, yes"},
      {"letter by letter", RunsParagraph(RunOf("{") + RunOf("event.name") + RunOf("}")), "Forum"},
      {"with a mark of the spelling check between",
       RunsParagraph(RunOf("{event.") + "<w:proofErr w:type=\"spellStart\"/>" + RunOf("name") +
                     "<w:proofErr w:type=\"spellEnd\"/>" + RunOf("}")),
       "Forum"},
      {"in two texts of a run", RunsParagraph("<w:r><w:t>{event</w:t><w:t>.name}!</w:t></w:r>"),
       "Forum!"},
      {"two of them over the same runs",
       RunsParagraph(RunOf("{event.name} {ev") + RunOf("ent.name} {event") + RunOf(".name}")),
       "Forum Forum Forum"},
      {"behind a tab", RunsParagraph("<w:r><w:t>a</w:t><w:tab/><w:t>{event.name}</w:t></w:r>"),
       "a→Forum"},
      {"in a link", RunsParagraph("<w:hyperlink>" + RunOf("{event.name}") + "</w:hyperlink>"),
       "Forum"},
      {"inserted while changes were tracked",
       RunsParagraph("<w:ins>" + RunOf("{event.") + "</w:ins>" + RunOf("name}")), "Forum"},
      {"in blanks and a capital letter", Paragraph("{ Event.name\u00A0}"), "Forum"},
      {"behind a brace", Paragraph("{{{event.name}}"), "{Forum}"},
      {"beside what only looks like one", Paragraph("{{event.name} }"), "{event.name} }"},
      {"with a brace over two runs", RunsParagraph(RunOf("{") + RunOf("{event.name}")),
       "{event.name}"},
      {"that nobody knows", Paragraph("[{event.nmae}]"), "[]"},
  };
  for (const auto& test : kCases) {
    EXPECT_EQ(Filled(test.body, Forum()), test.filled) << test.label;
  }
}

TEST(Fill, AValueHasTheFormatOfTheRunInWhichItsFieldBegins) {
  const std::string docx =
      Fill(Docx(RunsParagraph(RunOf("a {event", "<w:b/>") + RunOf(".name} b", "<w:i/>"))), Forum())
          .value();
  EXPECT_THAT(PartOf(docx, "word/document.xml"),
              HasSubstr("<w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">a </w:t></w:r>"
                        "<w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">Forum</w:t></w:r>"
                        "<w:r><w:rPr><w:i/></w:rPr><w:t xml:space=\"preserve\"> b</w:t></w:r>"));
}

TEST(Fill, AValueIsTextWhateverIsInIt) {
  const auto filled = [](const std::string& value) {
    return Filled(Paragraph("{x}"), {{{"x", value}}, {}});
  };
  EXPECT_EQ(filled("<w:t>&amp; \"'"), "<w:t>&amp; \"'");
  EXPECT_EQ(filled("{event.name}{{"), "{event.name}{{");
  EXPECT_EQ(filled("one\ntwo\r\nthree\u2028four"), "one↵two↵three↵four");
  EXPECT_EQ(filled("a\tb"), "a→b");
  EXPECT_EQ(filled(std::string("a\0b\x01\x0B\xEF\xBF\xBF"
                               "c",
                               9)),
            "abc");
  EXPECT_EQ(filled("a\xFF\xC0\x80z"), "a\uFFFD\uFFFD\uFFFDz");
  EXPECT_EQ(filled("\xED\xA0\x80"), "\uFFFD\uFFFD\uFFFD");
  EXPECT_EQ(filled("中文 😀"), "中文 😀");
}

TEST(Fill, TheRowsThatHoldAListAreRepeatedForEachOfIt) {
  const struct {
    const char* label;
    std::string body;
    const char* filled;
  } kCases[] = {
      {"in the row itself", Table({{"Name", "Role"}, {"{#people}{name}", "{role}{/people}"}}),
       "[Name | Role]\n[Ann | head]\n[Bob | ]\n[Cy | observer]"},
      {"over two rows", Table({{"{#people}{name}", ""}, {"", "{role}{/people}"}, {"end", ""}}),
       "[Ann | ]\n[ | head]\n[Bob | ]\n[ | ]\n[Cy | ]\n[ | observer]\n[end | ]"},
      {"with rows for the marks alone",
       Table({{"{#people}", ""}, {"{name}", "{role}"}, {"", "{/people}"}}),
       "[Ann | head]\n[Bob | ]\n[Cy | observer]"},
      {"with paragraphs for the marks alone", Table({{"{#people}|{name}", "{role}|{/people}"}}),
       "[Ann | head]\n[Bob | ]\n[Cy | observer]"},
      {"where there is nobody", Table({{"Name", "x"}, {"{#nobody}{name}", "{/nobody}"}}),
       "[Name | x]"},
      {"where nothing is left of the table",
       Paragraph("a") + Table({{"{#nobody}{name}", "{/nobody}"}}) + Paragraph("b"), "a\nb"},
      {"under a condition",
       Table({{"{?event.name}a", "b{/event.name}"},
              {"{?event.place}c", "d{/event.place}"},
              {"{^event.place}e", "f{/event.place}"}}),
       "[a | b]\n[e | f]"},
      {"in a table within a cell",
       "<w:tbl><w:tr><w:tc>" + Table({{"{#people}{name}", "{/people}"}}) + "<w:p/></w:tc></w:tr>" +
           "</w:tbl>",
       "[[Ann | ] / [Bob | ] / [Cy | ] / ]"},
  };
  for (const auto& test : kCases) {
    EXPECT_EQ(Filled(test.body, Forum()), test.filled) << test.label;
  }
}

TEST(Fill, RepeatedRowsKeepWhatWordKnowsAboutThem) {
  const std::string docx =
      Fill(Docx(Table({{"{#people}{name}", "{role}{/people}"}})), Forum()).value();
  std::string xml = PartOf(docx, "word/document.xml");
  EXPECT_EQ(absl::StrReplaceAll({{"<w:cantSplit/>", ""}}, &xml), 3);
}

TEST(Fill, ListsWithinListsAreRepeatedWithinEach) {
  const Data days = {
      {{"title", "T"}},
      {{"days",
        {{{{"date", "Mon"}},
          {{"items", {{{{"time", "9"}}, {}}, {{{"time", "10"}, {"title", "own"}}, {}}}}}},
         {{{"date", "Tue"}}, {{"items", {}}}},
         {{{"date", "Wed"}}, {{"items", {{{{"time", "8"}}, {}}}}}}}}}};
  EXPECT_EQ(Filled(Paragraphs({"{#days}", "{date}"}) +
                       Table({{"{#items}{time}", "{title} {date}{/items}"}}) +
                       Paragraphs({"{/days}", "end"}),
                   days),
            "Mon\n[9 | T Mon]\n[10 | own Mon]\nTue\nWed\n[8 | T Wed]\nend");
  EXPECT_EQ(
      Filled(Table({{"{#days}{date}", ""}, {"{#items}{time}", "{title}{/items}"}, {"", "{/days}"}}),
             days),
      "[Mon | ]\n[9 | T]\n[10 | own]\n[Tue | ]\n[Wed | ]\n[8 | T]");
  EXPECT_EQ(Filled(Table({{"{#days}{#items}{date}", "{time}{/items}{/days}"}}), days),
            "[Mon | 9]\n[Mon | 10]\n[Wed | 8]");
}

TEST(Fill, ParagraphsAndWordsAreRepeatedToo) {
  EXPECT_EQ(Filled(Paragraphs({"{#people}", "{name}", "–", "{/people}", "end"}), Forum()),
            "Ann\n–\nBob\n–\nCy\n–\nend");
  EXPECT_EQ(Filled(Paragraph("Who: {#people}{name}{?role} ({role}){/role}; {/people}end"), Forum()),
            "Who: Ann (head); Bob; Cy (observer); end");
  EXPECT_EQ(Filled(Table({{"{#people}|{name}|{/people}", "x"}}), Forum()), "[Ann / Bob / Cy | x]");
}

TEST(Fill, WhatStandsUnderAConditionIsThereOrNot) {
  const struct {
    const char* label;
    std::string body;
    const char* filled;
  } kCases[] = {
      {"a text that is there", Paragraph("a{?event.name} at {event.name}{/event.name}"),
       "a at Forum"},
      {"an empty text", Paragraph("a{?event.place}, {event.place}{/event.place}"), "a"},
      {"otherwise", Paragraph("{?event.place}in{/event.place}{^event.place}out{/event.place}"),
       "out"},
      {"a list of somebody", Paragraph("{?people}yes{/people}{^people}no{/people}"), "yes"},
      {"a list of nobody", Paragraph("{?nobody}yes{/nobody}{^nobody}no{/nobody}"), "no"},
      {"what nobody knows", Paragraph("{?unknown}yes{/unknown}{^unknown}no{/unknown}"), "no"},
      {"several paragraphs",
       Paragraphs({"{?event.name}", "a", "b", "{/event.name}", "{?nobody}", "c", "{/nobody}"}),
       "a\nb"},
      {"one within another",
       Paragraph("{?people}{?nobody}a{/nobody}{?event.name}b{/event.name}{/people}"), "b"},
      {"over runs",
       RunsParagraph(RunOf("a{?no") + RunOf("body}b", "<w:b/>") + RunOf("c{/nobody}d")), "ad"},
  };
  for (const auto& test : kCases) {
    EXPECT_EQ(Filled(test.body, Forum()), test.filled) << test.label;
  }
}

TEST(Fill, AParagraphOfWhichNothingIsLeftDisappears) {
  const struct {
    const char* label;
    std::string body;
    const char* filled;
  } kCases[] = {
      {"an empty field", Paragraphs({"a", "{event.place}", "b"}), "a\nb"},
      {"a condition", Paragraphs({"a", "{?nobody}x{/nobody} ", "b"}), "a\nb"},
      {"but not one that was empty before", Paragraphs({"a", "", "b"}), "a\n\nb"},
      {"nor one in which something else stands", Paragraphs({"a", "{event.place}.", "b"}),
       "a\n.\nb"},
      {"nor the last of a cell", Table({{"{event.place}", "x|{event.place}"}}), "[ | x]"},
      {"nor one with a picture",
       Paragraph("a") + RunsParagraph(RunOf("{event.place}") + "<w:r><w:drawing/></w:r>"), "a\n"},
      {"nor one that ends a section",
       Paragraph("a") + "<w:p><w:pPr><w:sectPr/></w:pPr>" + RunOf("{event.place}") + "</w:p>",
       "a\n"},
  };
  for (const auto& test : kCases) {
    EXPECT_EQ(Filled(test.body, Forum()), test.filled) << test.label;
  }
}

TEST(Fill, ACellAlwaysEndsWithAParagraph) {
  const std::string docx =
      Fill(Docx("<w:tbl><w:tr><w:tc>" + Paragraphs({"{#nobody}", "{name}", "{/nobody}"}) +
                "</w:tc></w:tr></w:tbl>"),
           Forum())
          .value();
  EXPECT_THAT(PartOf(docx, "word/document.xml"), HasSubstr("<w:tc><w:p/></w:tc>"));
}

TEST(Fill, HeadersFootersAndTextBoxesAreFilled) {
  const std::string box = RunsParagraph(
      "<w:r><w:pict><v:shape xmlns:v=\"urn:schemas-microsoft-com:vml\"><v:textbox>"
      "<w:txbxContent>" +
      Paragraphs({"{#people}", "{name}", "{/people}"}) +
      "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>" + RunOf("{event.name}"));
  const std::string docx = Fill(DocxOf(DocumentParts(box, Paragraph("{event.name}"),
                                                     Table({{"{#people}{name}", "{/people}"}}))),
                                Forum())
                               .value();
  EXPECT_EQ(ShownPart(docx, "word/header1.xml"), "Forum");
  EXPECT_EQ(ShownPart(docx, "word/footer1.xml"), "[Ann | ]\n[Bob | ]\n[Cy | ]\n");
  const std::string xml = PartOf(docx, "word/document.xml");
  for (const char* name : {">Ann<", ">Bob<", ">Cy<", ">Forum<"}) EXPECT_THAT(xml, HasSubstr(name));
}

TEST(Fill, WhatIsNotOursStaysAsItIs) {
  const std::string page =
      "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> PAGE "
      "</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>";
  std::map<std::string, std::string> parts = DocumentParts(page + Paragraph(" } "));
  parts["word/styles.xml"] = "<w:styles/>";
  parts["word/media/image1.png"] = std::string("\x89PNG\0{event.name}", 17);
  const std::string docx = Fill(DocxOf(parts), Forum()).value();
  EXPECT_THAT(PartOf(docx, "word/document.xml"), HasSubstr(page));
  EXPECT_EQ(PartOf(docx, "word/styles.xml"), parts["word/styles.xml"]);
  EXPECT_EQ(PartOf(docx, "word/media/image1.png"), parts["word/media/image1.png"]);
}

TEST(Fill, WhatMayBeThereOnceIsNotRepeated) {
  const std::string marked = "<w:p w14:paraId=\"1\"><w:bookmarkStart w:id=\"1\" w:name=\"b\"/>" +
                             RunOf("{name}") + "<w:bookmarkEnd w:id=\"1\"/></w:p>";
  const std::string docx =
      Fill(Docx(Paragraph("{#people}") + marked + Paragraph("{/people}")), Forum()).value();
  const std::string xml = PartOf(docx, "word/document.xml");
  EXPECT_THAT(xml, Not(HasSubstr("bookmark")));
  EXPECT_THAT(xml, Not(HasSubstr("paraId")));
}

TEST(Fill, TheSameDataMakeTheSameBytes) {
  const std::string docx = Docx(Paragraph("{event.name}"));
  EXPECT_EQ(Fill(docx, Forum()).value(), Fill(docx, Forum()).value());
}

TEST(Fill, ATemplateOfWordBecomesADocument) {
  std::map<std::string, std::string> parts = DocumentParts(Paragraph("{event.name}"));
  absl::StrReplaceAll({{"document.main+xml", "template.main+xml"}}, &parts["[Content_Types].xml"]);
  const std::string docx = Fill(DocxOf(parts), Forum()).value();
  EXPECT_THAT(PartOf(docx, "[Content_Types].xml"), HasSubstr("document.main+xml"));
  EXPECT_EQ(ShownPart(docx, "word/document.xml"), "Forum");
}

TEST(Fill, ABrokenTemplateIsNotFilled) {
  EXPECT_EQ(Filled(Paragraphs({"a", "{#people}"}), Forum()),
            "ERROR_REASON_TEMPLATE_BROKEN field={#people} paragraph=2 part=document");
}

TEST(Fill, ListsThatMultiplyWithinEachOtherAreRefused) {
  Data data;
  data.lists["people"] = std::vector<Data>(300, Person("Ann"));
  const absl::StatusOr<std::string> filled =
      Fill(Docx(Paragraph("{#people}{#people}{#people}{name}{/people}{/people}{/people}")), data);
  EXPECT_EQ(filled.status().code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(Shown(filled), "ERROR_REASON_TEMPLATE_BROKEN part=document");
}

TEST(Fill, ValuesThatNoDocumentHoldsAreRefused) {
  const Data data = {{{"x", std::string(1 << 20, 'x')}}, {}};
  std::string body;
  for (int i = 0; i < 70; ++i) body += Paragraph("{x}");
  EXPECT_EQ(Filled(body, data), "ERROR_REASON_TEMPLATE_BROKEN part=document");
}

}  // namespace
}  // namespace plenary::documents
