#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/documents/template.h"
#include "services/documents/test_documents.h"
#include "services/documents/xml_text.h"

namespace plenary::documents {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const Fields& Known() {
  static const Fields* const fields =
      new Fields{"",
                 {{"event.name", "its name"}, {"event.place", "its place"}},
                 {{"people",
                   {"who takes part",
                    {{"name", "a name"}, {"role", "a role"}},
                    {{"languages", {"what they speak", {{"code", "a language"}}, {}}}}}}}};
  return *fields;
}

std::string Problems(absl::string_view body) { return Shown(CheckTemplate(Docx(body), Known())); }

std::string WordsOfFirst(absl::string_view body) {
  const std::vector<TemplateProblem> problems = CheckTemplate(Docx(body), Known());
  return problems.empty() ? "" : problems.front().words;
}

TEST(CheckTemplate, AGoodTemplateHasNoProblems) {
  EXPECT_EQ(Problems(Paragraph("{event.name} {{") +
                     Table({{"{#people}{name}", "{?role}{role}{/role} {event.name}{/people}"}}) +
                     Paragraphs({"{?people}", "{#people}", "{#languages}", "{code} {name}",
                                 "{/languages}", "{/people}", "{/people}"})),
            "");
}

TEST(CheckTemplate, EveryKindOfProblemIsToldWithItsPlace) {
  const struct {
    const char* label;
    std::string body;
    const char* problems;
  } kCases[] = {
      {"an unknown field", Paragraphs({"a", "{event.nane}"}), "document 2 {event.nane}"},
      {"a field of a list outside of it", Paragraph("{role}"), "document 1 {role}"},
      {"an unknown list", Paragraph("{#persons}x{/persons}"), "document 1 {#persons}"},
      {"an unknown condition", Paragraph("{?place}x{/place}"), "document 1 {?place}"},
      {"a list as a text", Paragraph("{people}"), "document 1 {people}"},
      {"a text as a list", Paragraph("{#event.name}x{/event.name}"), "document 1 {#event.name}"},
      {"an unknown field in a list", Table({{"{#people}{nam}", "{/people}"}}), "document 1 {nam}"},
      {"what is wrong in a list with a wrong name", Table({{"{#peopel}{name}{nmae}", "{/peopel}"}}),
       "document 1 {#peopel}\ndocument 1 {nmae}"},
      {"a name that is none", Paragraph("{event name} {} {имя} {1}"),
       "document 1 {event name}\ndocument 1 {}\ndocument 1 {имя}\ndocument 1 {1}"},
      {"a Cyrillic letter that looks Latin", Paragraph("{еvent.name}"), "document 1 {еvent.name}"},
      {"a brace without its end", Paragraphs({"{event.name", "}"}), "document 1 {event.name"},
      {"a brace within a field", Paragraph("{event{event.name}"), "document 1 {event"},
      {"a line end within a field",
       RunsParagraph("<w:r><w:t>{event.</w:t><w:br/><w:t>name}</w:t></w:r>"), "document 1 {event."},
      {"a list that does not end", Paragraphs({"{#people}", "{name}"}), "document 1 {#people}"},
      {"an end without a beginning", Paragraphs({"a", "{/people}"}), "document 2 {/people}"},
      {"what crosses", Paragraph("{#people}{?role}{/people}{/role}"),
       "document 1 {?role}\ndocument 1 {/role}"},
      {"a list that begins in a table and ends behind it",
       Table({{"{#people}{name}", "x"}}) + Paragraph("{/people}"), "document 1 {#people}"},
      {"a list that begins before a table and ends in it",
       Paragraph("{#people}") + Table({{"{name}", "{/people}"}}), "document 1 {#people}"},
      {"a list over two tables", Table({{"{#people}{name}"}}) + Table({{"{/people}"}}),
       "document 1 {#people}"},
      {"a list over paragraphs beside other words", Paragraphs({"{#people}{name}", "b {/people}"}),
       "document 1 {#people}"},
      {"a condition that ends in a link",
       RunsParagraph(RunOf("{?event.name}") + "<w:hyperlink>" + RunOf("{/event.name}") +
                     "</w:hyperlink>"),
       "document 1 {?event.name}"},
  };
  for (const auto& test : kCases) EXPECT_EQ(Problems(test.body), test.problems) << test.label;
}

TEST(CheckTemplate, AllProblemsAreToldAtOnceInTheOrderOfTheDocument) {
  const std::string docx =
      DocxOf(DocumentParts(Paragraphs({"{#people}", "{a.b}", "{", "{/x}"}), Paragraph("{c.d}"),
                           Paragraph("{event.name}") + Paragraph("{?e.f}")));
  EXPECT_EQ(Shown(CheckTemplate(docx, Known())),
            "document 1 {#people}\ndocument 2 {a.b}\ndocument 3 {\ndocument 4 {/x}\n"
            "footer1 2 {?e.f}\nheader1 1 {c.d}");
}

TEST(CheckTemplate, WhatWasProbablyMeantIsSaid) {
  EXPECT_THAT(WordsOfFirst(Paragraph("{event.nane}")), HasSubstr("{event.name}"));
  EXPECT_THAT(WordsOfFirst(Paragraph("{еvent.name}")), HasSubstr("{event.name}"));
  EXPECT_THAT(WordsOfFirst(Paragraph("{place}")), HasSubstr("{event.place}"));
  EXPECT_THAT(WordsOfFirst(Paragraph("{#pepole}{name}{/pepole}")), HasSubstr("{people}"));
  EXPECT_THAT(WordsOfFirst(Table({{"{#people}{rôle}", "{/people}"}})), HasSubstr("{role}"));
  EXPECT_THAT(WordsOfFirst(Paragraph("{role}")), HasSubstr("{#people}"));
}

TEST(CheckTemplate, WhatIsToldIsAlwaysText) {
  const std::vector<TemplateProblem> problems = CheckTemplate(
      Docx(Paragraph("{" + std::string(19, 'a') + "имя имя имя имя имя имя")), Known());
  ASSERT_THAT(problems, SizeIs(1));
  EXPECT_TRUE(IsXmlText(problems[0].field));
  EXPECT_THAT(problems[0].field, HasSubstr("имя"));
}

TEST(CheckTemplate, NoMoreThanTwoHundredProblemsAreTold) {
  std::string body;
  for (int i = 0; i < 300; ++i) body += Paragraph("{unknown.thing}");
  EXPECT_THAT(CheckTemplate(Docx(body), Known()), SizeIs(200));
  std::string many;
  for (int i = 0; i < 19'000; ++i) many += "{role}";
  EXPECT_EQ(Problems(Paragraph("{#people}") + Paragraph(many)), "document 1 {#people}");
  EXPECT_EQ(Problems(Paragraph(many)), "document 1 {role}");
}

TEST(CheckTemplate, TooManyLevelsWithinEachOtherAreRefused) {
  std::string begins, ends;
  for (int i = 0; i < 100'000; ++i) {
    begins += "{?people}";
    ends += "{/people}";
  }
  EXPECT_EQ(Problems(Paragraph(begins + ends)), "document 0 ");
  begins.resize(9 * 17);
  ends.resize(9 * 17);
  EXPECT_EQ(Problems(Paragraph(begins + ends)), "document 1 {?people}");
}

TEST(CheckTemplate, ARefusalTellsOfTheFirstProblemAndListsAll) {
  const absl::Status refusal =
      Refusal(CheckTemplate(Docx(Paragraphs({"{event.nane}", "{#people}"})), Known()));
  EXPECT_EQ(refusal.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(base::ReasonOf(refusal), v1::ERROR_REASON_TEMPLATE_BROKEN);
  EXPECT_THAT(base::MetadataOf(refusal),
              ::testing::UnorderedElementsAre(::testing::Pair("part", "document"),
                                              ::testing::Pair("paragraph", "1"),
                                              ::testing::Pair("field", "{event.nane}")));
  google::rpc::BadRequest listed;
  const google::rpc::Status wire = base::ToRpcStatus(refusal);
  for (const google::protobuf::Any& detail : wire.details()) {
    if (detail.Is<google::rpc::BadRequest>()) detail.UnpackTo(&listed);
  }
  ASSERT_THAT(listed.field_violations(), SizeIs(2));
  EXPECT_EQ(listed.field_violations(1).field(), "document, paragraph 2, {#people}");
  EXPECT_TRUE(Refusal({}).ok());
}

}  // namespace
}  // namespace plenary::documents
