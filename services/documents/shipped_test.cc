#include "services/documents/shipped.h"

#include <fstream>
#include <set>
#include <sstream>
#include <string>

#include "absl/strings/match.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/documents/test_documents.h"
#include "services/documents/test_samples.h"

namespace plenary::documents {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

// The names of texts and lists, in lists too.
void AddNames(const Fields& fields, std::set<std::string>& names) {
  for (const auto& [name, meaning] : fields.texts) names.insert(name);
  for (const auto& [name, list] : fields.lists) {
    names.insert(name);
    AddNames(list, names);
  }
}

std::string XmlOf(absl::string_view docx) {
  return PartOf(docx, "word/document.xml") + PartOf(docx, "word/footer1.xml");
}

TEST(ShippedTemplates, EveryOneIsInOrderInEveryLanguage) {
  for (const DocumentKind& kind : DocumentKinds()) {
    for (const Language language : kLanguages) {
      const std::string docx = ShippedTemplate(kind.id, language);
      EXPECT_EQ(Shown(CheckTemplate(docx, kind.fields)), "") << kind.id << " " << TagOf(language);
      EXPECT_EQ(docx, ShippedTemplate(kind.id, language));
      for (const char* const part :
           {"word/document.xml", "word/footer1.xml", "word/styles.xml", "word/settings.xml",
            "word/fontTable.xml", "docProps/core.xml"}) {
        pugi::xml_document xml;
        const std::string bytes = PartOf(docx, part);
        EXPECT_TRUE(xml.load_buffer(bytes.data(), bytes.size())) << part;
        EXPECT_THAT(bytes, Not(HasSubstr("[["))) << part;
      }
    }
  }
}

TEST(ShippedTemplates, WhatIsOfAnEventCarriesItsReleaseItsTimeItsIdAndItsPages) {
  for (const DocumentKind& kind : DocumentKinds()) {
    if (!kind.is_of_event) continue;
    const std::string docx =
        Fill(ShippedTemplate(kind.id, Language::kRussian), SampleOf(kind.id, Language::kRussian))
            .value();
    EXPECT_EQ(ShownPart(docx, "word/footer1.xml"),
              "Версия 12 · напечатано 17.04.2023, 14:05 · № 7K3M-Q2→Страница 1 из 1");
    EXPECT_THAT(PartOf(docx, "word/footer1.xml"), HasSubstr("NUMPAGES"));
  }
}

TEST(ShippedTemplates, WhatIsOfNoEventCarriesItsTimeAndItsPages) {
  for (const DocumentKind& kind : DocumentKinds()) {
    if (kind.is_of_event) continue;
    const std::string docx =
        Fill(ShippedTemplate(kind.id, Language::kRussian), SampleOf(kind.id, Language::kRussian))
            .value();
    EXPECT_EQ(ShownPart(docx, "word/footer1.xml"), "напечатано 17.04.2023, 14:05→Страница 1 из 1");
  }
}

TEST(ShippedTemplates, WhatIsNotReleasedSaysSo) {
  for (const DocumentKind& kind : DocumentKinds()) {
    if (!kind.is_of_event) continue;
    Data data = SampleOf(kind.id, Language::kRussian);
    EXPECT_THAT(XmlOf(Fill(ShippedTemplate(kind.id, Language::kRussian), data).value()),
                Not(HasSubstr("ПРОЕКТ")));
    data.texts["print.version"] = "";
    const std::string docx = Fill(ShippedTemplate(kind.id, Language::kRussian), data).value();
    EXPECT_THAT(ShownPart(docx, "word/document.xml"), HasSubstr("ПРОЕКТ"));
    EXPECT_THAT(ShownPart(docx, "word/footer1.xml"), HasSubstr("Проект · напечатано"));
  }
}

TEST(ShippedTemplates, EveryFieldIsUsedByTheTemplateItIsFor) {
  const std::set<std::string> elsewhere = {"event.dates", "event.place"};
  for (const DocumentKind& kind : DocumentKinds()) {
    std::set<std::string> names;
    AddNames(kind.fields, names);
    const std::string xml = XmlOf(ShippedTemplate(kind.id, Language::kEnglish));
    for (const std::string& name : names) {
      if (elsewhere.count(name) > 0) continue;
      EXPECT_THAT(xml, HasSubstr(name + "}")) << kind.id;
    }
  }
}

TEST(ShippedTemplates, NothingOfTheTemplateIsLeftInADocument) {
  for (const DocumentKind& kind : DocumentKinds()) {
    for (const Language language : kLanguages) {
      const std::string docx =
          Fill(ShippedTemplate(kind.id, language), SampleOf(kind.id, language)).value();
      EXPECT_THAT(XmlOf(docx), Not(HasSubstr("{"))) << kind.id << " " << TagOf(language);
      EXPECT_THAT(XmlOf(Fill(ShippedTemplate(kind.id, language), {}).value()), Not(HasSubstr("{")));
    }
  }
}

TEST(ShippedTemplates, TablesRepeatTheirHeadingsAndKeepRowsWhole) {
  for (const DocumentKind& kind : DocumentKinds()) {
    const std::string docx =
        Fill(ShippedTemplate(kind.id, Language::kRussian), SampleOf(kind.id, Language::kRussian))
            .value();
    pugi::xml_document xml;
    const std::string bytes = PartOf(docx, "word/document.xml");
    ASSERT_TRUE(xml.load_buffer(bytes.data(), bytes.size()));
    const pugi::xml_node table = xml.select_node("//w:tbl").node();
    EXPECT_TRUE(table.child("w:tr").child("w:trPr").child("w:tblHeader")) << kind.id;
    for (const pugi::xml_node& row : table.children("w:tr")) {
      EXPECT_TRUE(row.child("w:trPr").child("w:cantSplit")) << kind.id;
    }
  }
}

TEST(ShippedTemplates, TheDelegationListReadsAsItsReadersWriteIt) {
  const auto list = [](Language language) {
    return ShownPart(
        Fill(ShippedTemplate("delegation-list", language), SampleDelegationList(language)).value(),
        "word/document.xml");
  };
  EXPECT_EQ(list(Language::kRussian),
            "Состав № 3\n"
            "Список делегации\n"
            "Делегация Примерской области\n"
            "Международный форум вымышленных технологий\n"
            "18–21 апреля 2023 г., Минск, Выставочный центр\n"
            "\n"
            "[№ | Фамилия, имя, отчество | Должность, организация | Статус, примечание]\n"
            "[1 | Примеров Иван Образцович | заместитель губернатора, Правительство Примерской "
            "области | глава делегации]\n"
            "[2 | Образцова Мария Примеровна | министр цифрового развития и связи, Правительство "
            "Примерской области | заместитель главы делегации]\n"
            "[3 | Чжан Шили | советник, Технопарк «Пример» | советник / прибывает 19 апреля]\n"
            "[4 | Тестова Ольга Ивановна | Ассоциация малых и средних предприятий «Образец» | "
            "наблюдатель]\n"
            "Всего: 4");
  EXPECT_THAT(list(Language::kChinese),
              HasSubstr("[1 | 普里梅罗夫·伊万 | 示例州政府 副州长 | 代表团团长]"));
  EXPECT_THAT(list(Language::kBelarusian), HasSubstr("Спіс дэлегацыі"));
  EXPECT_THAT(list(Language::kEnglish), HasSubstr("18–21 April 2023, Minsk, Exhibition Centre"));
}

TEST(ShippedTemplates, TheEventProgrammeHasItsSpeakersOnLinesOfTheirOwn) {
  const std::string programme =
      ShownPart(Fill(ShippedTemplate("event-programme", Language::kRussian),
                     SampleEventProgramme(Language::kRussian, 1))
                    .value(),
                "word/document.xml");
  EXPECT_THAT(
      programme,
      HasSubstr("[10:00–11:30 | Цифровая экономика / Открытие форума, пленарное заседание / "
                "Примеров Иван Образцович, Правительство Примерской области (модератор) / "
                "Образцова Мария Примеровна, Правительство Примерской области / "
                "Чжан Шили, Технопарк «Пример» | Зал № 1 | русский, китайский / "
                "синхронный перевод]"));
  EXPECT_THAT(programme, HasSubstr("18 апреля 2023 г., вторник"));
}

TEST(ShippedTemplates, AReportHasItsSentencesUnderTheirHeadingsAndTheQueriesBehindThem) {
  EXPECT_EQ(ShownPart(Fill(ShippedTemplate("year-report", Language::kEnglish),
                           SampleYearReport(Language::kEnglish))
                          .value(),
                      "word/document.xml"),
            "International Forum of Invented Technologies\n"
            "As recorded on 31 December 2023\n"
            "Minsk, Exhibition Centre\n"
            "Delegation of Sample Region [1]\n"
            "Delegation of Sample Region [1]\n"
            "Queries behind the numbers\n"
            "[No. | Number | Query]\n"
            "[1 | 30 (Ministry of Samples) | DelegationService/ListParticipants]");
}

TEST(ShippedTemplates, OnlyKindsThatThereAreAreFound) {
  EXPECT_NE(FindDocumentKind("head-day"), nullptr);
  EXPECT_EQ(FindDocumentKind("badge"), nullptr);
  EXPECT_EQ(DocumentTitle("delegation-list", Language::kRussian), "Список делегации");
  EXPECT_EQ(DocumentTitle("programme-guests", Language::kChinese), "代表团访问日程");
}

// What staff read (docs/documents.md) has every field, so that nobody has to ask for one.
TEST(ShippedTemplates, EveryFieldIsDocumented) {
  std::ifstream file(PLENARY_DOCUMENTS_PAGE);
  std::stringstream page;
  page << file.rdbuf();
  for (const DocumentKind& kind : DocumentKinds()) {
    EXPECT_THAT(page.str(), HasSubstr("`" + kind.id + "`"));
    std::set<std::string> names;
    AddNames(kind.fields, names);
    for (const std::string& name : names) {
      EXPECT_TRUE(absl::StrContains(page.str(), "{" + name + "}") ||
                  absl::StrContains(page.str(), "{#" + name + "}"))
          << kind.id << ": " << name;
    }
  }
}

}  // namespace
}  // namespace plenary::documents
