#include "services/base/collation.h"

#include <string>
#include <thread>
#include <vector>

#include "gtest/gtest.h"

namespace plenary::base {
namespace {

TEST(Collation, KeysOrderAsAReaderExpects) {
  const std::vector<std::string> kOrdered = {"",       "Abel",    "abel b", "Ábel c", "Zoë",
                                             "Аверин", "Ёлкин",   "Еремин", "Жуков",  "Иванова",
                                             "Іваноў", "Яковлев", "王"};
  for (size_t i = 1; i < kOrdered.size(); ++i) {
    EXPECT_LT(SortKey(kOrdered[i - 1]), SortKey(kOrdered[i]))
        << kOrdered[i - 1] << " before " << kOrdered[i];
  }
}

TEST(Collation, CaseAndAccentsOnlyBreakTies) {
  EXPECT_LT(SortKey("abel"), SortKey("Abel"));
  EXPECT_LT(SortKey("Abel"), SortKey("Ábel"));
  EXPECT_LT(SortKey("Ábel"), SortKey("abet"));
}

TEST(Collation, CanonicallyEqualTextsHaveEqualKeys) {
  EXPECT_EQ(SortKey("\u0419"), SortKey("\u0418\u0306"));
}

TEST(Collation, ReadersOfALanguageFindTheirOwnScriptFirst) {
  const struct {
    const char* language;
    std::vector<std::string> ordered;
  } kCases[] = {
      {"ru", {"Елагин", "Ёлкин", "Жуков", "Abel", "Zimmermann", "王"}},
      {"be", {"Ільін", "Ўладзін", "Яўген", "Abel", "Zimmermann", "王"}},
      {"en", {"Abel", "Zimmermann", "Елагин", "Ёлкин", "王"}},
      {"zh", {"李", "王", "张"}},
  };
  for (const auto& one : kCases) {
    for (size_t i = 1; i < one.ordered.size(); ++i) {
      EXPECT_LT(SortKey(one.ordered[i - 1], one.language), SortKey(one.ordered[i], one.language))
          << one.language << ": " << one.ordered[i - 1] << " before " << one.ordered[i];
    }
  }
}

TEST(Collation, AnotherLanguageHasTheCommonOrder) {
  EXPECT_EQ(SortKey("Ёлкин", "fr"), SortKey("Ёлкин"));
  EXPECT_EQ(SortKey("Ёлкин", ""), SortKey("Ёлкин"));
}

TEST(Collation, ATagMeansTheLanguageItBeginsWith) {
  EXPECT_EQ(ReaderLanguage("ru-BY"), "ru");
  EXPECT_EQ(ReaderLanguage("ZH-Hans-CN"), "zh");
  EXPECT_EQ(ReaderLanguage("fr"), "");
  EXPECT_EQ(ReaderLanguage("rue"), "");
  EXPECT_EQ(ReaderLanguage(""), "");
}

TEST(Collation, KeyHasAtMost255BytesWithoutAZero) {
  std::string name;
  for (int i = 0; i < 4000; ++i) name += "Щёжж";
  EXPECT_EQ(SortKey(name).size(), 255u);
  EXPECT_EQ(SortKey("Ivanov").find('\0'), std::string::npos);
}

TEST(Collation, TextThatIsNotUtf8HasAKeyToo) { EXPECT_FALSE(SortKey("\xff\xfe a").empty()); }

TEST(Collation, ThreadsMakeTheSameKey) {
  const std::string expected = SortKey("Александр Пушкин");
  std::vector<std::string> keys(4);
  std::vector<std::thread> threads;
  threads.reserve(keys.size());
  for (std::string& key : keys) {
    threads.emplace_back([&key] { key = SortKey("Александр Пушкин"); });
  }
  for (std::thread& thread : threads) thread.join();
  for (const std::string& key : keys) EXPECT_EQ(key, expected);
}

}  // namespace
}  // namespace plenary::base
