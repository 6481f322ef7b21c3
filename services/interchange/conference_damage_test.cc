// Schedules that are damaged, hostile, in the wrong encoding or too large: read, or refused with
// the line.
#include <unicode/ucnv.h>

#include <random>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/base/errors.h"
#include "services/interchange/conference_writer.h"
#include "services/interchange/test_conferences.h"

namespace plenary::interchange {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;
using Kind = ConferenceRemark::Kind;

absl::Status RefusalOf(absl::string_view bytes, const ConferenceLimits& limits = {}) {
  ConferenceOptions options;
  options.limits = limits;
  return ReadConference(bytes, options).status();
}

struct RefusedCase {
  const char* label;
  std::string bytes;
  const char* line;
};

TEST(DamagedConference, WhatIsNoScheduleIsRefusedWithTheLine) {
  const std::vector<RefusedCase> cases = {
      {"nothing", "", "1"},
      {"blanks", "\n\n", "3"},
      {"no XML", "BEGIN:VCALENDAR\nEND:VCALENDAR\n", "1"},
      {"JSON", "{\"schedule\": {}}", "1"},
      {"an archive", std::string("PK\x03\x04\x14\x00\x06\x00", 8), "1"},
      {"cut off", "<schedule><conference>\n<title>Т", "2"},
      {"not closed", "<schedule>\n<conference>\n</schedule>", "3"},
      {"two roots", "<schedule><conference/></schedule>\n<schedule/>", "2"},
      {"an unknown entity",
       "<schedule>\n<conference><title>a&nbsp;b</title></conference></schedule>", "2"},
      {"a control character", "<schedule>\n<conference><title>\x01</title></conference></schedule>",
       "2"},
      {"a reference to one", "<schedule>\n<conference><title>&#1;</title></conference></schedule>",
       "2"},
      {"an attribute twice", "<schedule>\n<conference a='1' a='2'/></schedule>", "2"},
      {"neither conference nor day", "<schedule><talk/></schedule>", "1"},
  };
  for (const RefusedCase& c : cases) {
    const absl::Status refusal = RefusalOf(c.bytes);
    EXPECT_EQ(refusal.code(), absl::StatusCode::kInvalidArgument) << c.label;
    EXPECT_EQ(base::ReasonOf(refusal), v1::ERROR_REASON_SCHEDULE_UNREADABLE) << c.label;
    EXPECT_THAT(base::MetadataOf(refusal), Contains(Pair("line", c.line))) << c.label;
  }
}

TEST(DamagedConference, AnotherKindOfXmlIsRefusedByItsRoot) {
  for (const char* root : {"html", "rss", "feed", "iCalendar", "svg", "workbook", "x:schedule"}) {
    const absl::Status refusal = RefusalOf(absl::StrCat(
        "<?xml version='1.0'?>\n<", root, " xmlns:x='http://example.org/x'></", root, ">"));
    EXPECT_EQ(base::ReasonOf(refusal), v1::ERROR_REASON_SCHEDULE_UNREADABLE) << root;
    EXPECT_EQ(base::MetadataOf(refusal), (base::Metadata{{"line", "2"}, {"root", root}})) << root;
  }
}

TEST(DamagedConference, AnEntityBombIsRefusedBeforeItGrows) {
  std::string bomb = "<?xml version=\"1.0\"?>\n<!DOCTYPE schedule [\n<!ENTITY a0 \"ha\">\n";
  for (int i = 1; i < 30; ++i) {
    absl::StrAppend(&bomb, "<!ENTITY a", i, " \"&a", i - 1, ";&a", i - 1, ";\">\n");
  }
  absl::StrAppend(&bomb, "]>\n<schedule><conference><title>&a29;</title></conference></schedule>");
  const absl::Status refusal = RefusalOf(bomb);
  EXPECT_EQ(base::ReasonOf(refusal), v1::ERROR_REASON_SCHEDULE_UNREADABLE);
  EXPECT_THAT(base::MetadataOf(refusal), ElementsAre(Pair("line", "2")));
}

TEST(DamagedConference, ExternalEntitiesAreRefusedAndNotOpened) {
  for (const char* doctype : {"<!DOCTYPE schedule [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>",
                              "<!DOCTYPE schedule SYSTEM \"http://127.0.0.1:1/schedule.dtd\">",
                              "<!DOCTYPE schedule [<!ENTITY % x SYSTEM \"file:///dev/zero\"> %x;]>",
                              "<!DOCTYPE schedule>"}) {
    const absl::Status refusal = RefusalOf(absl::StrCat(
        "\n", doctype, "\n<schedule><conference><title>&x;</title></conference></schedule>"));
    EXPECT_EQ(base::ReasonOf(refusal), v1::ERROR_REASON_SCHEDULE_UNREADABLE) << doctype;
    EXPECT_THAT(base::MetadataOf(refusal), ElementsAre(Pair("line", "2"))) << doctype;
  }
}

// The bytes of a text in some encoding.
std::string In(const char* encoding, absl::string_view utf8) {
  UErrorCode error = U_ZERO_ERROR;
  std::string bytes(utf8.size() * 4 + 8, '\0');
  const int32_t size =
      ucnv_convert(encoding, "UTF-8", &bytes[0], static_cast<int32_t>(bytes.size()), utf8.data(),
                   static_cast<int32_t>(utf8.size()), &error);
  EXPECT_TRUE(U_SUCCESS(error)) << encoding;
  bytes.resize(static_cast<size_t>(size));
  return bytes;
}

std::string Times(int count, absl::string_view text) {
  std::string all;
  all.reserve(static_cast<size_t>(count) * text.size());
  for (int i = 0; i < count; ++i) all.append(text.data(), text.size());
  return all;
}

std::string Titled(absl::string_view declared, absl::string_view title) {
  return absl::StrCat("<?xml version=\"1.0\" encoding=\"", declared,
                      "\"?>\n<schedule>\n<conference><title>", title,
                      "</title></conference></schedule>");
}

struct EncodingCase {
  const char* declared;
  const char* actual;  // ICU's name
  const char* title;
  bool is_remarked = false;
  const char* mark = "";
};

TEST(DamagedConference, TheEncodingIsThatOfTheMarkOrTheOneDeclared) {
  const std::vector<EncodingCase> cases = {
      {"UTF-8", "UTF-8", "Дзень інавацый 会议 🎉"},
      {"utf-8", "UTF-8", "Пример", false, "\xEF\xBB\xBF"},
      {"windows-1251", "windows-1251", "Дзень інавацый “Ўзор”"},
      {"KOI8-R", "KOI8-R", "Пример образца"},
      {"ISO-8859-5", "ISO-8859-5", "Прыклад ўзору"},
      {"cp866", "ibm-866", "Пример"},
      {"ISO-8859-1", "ISO-8859-1", "Université Libre d'Exemple"},
      {"iso-8859-1", "windows-1252", "“Université” – €"},
      {"ISO-8859-15", "ISO-8859-15", "Université à 5 €"},
      {"GB2312", "gb18030", "国际合作会议"},
      {"Big5", "Big5", "國際會議"},
      {"Shift_JIS", "windows-31j", "会議"},
      {"UTF-16", "UTF-16LE", "Пример 会议", false, "\xFF\xFE"},
      {"UTF-16", "UTF-16BE", "Пример 会议 🎉", false, "\xFE\xFF"},
      {"utf-16", "UTF-16LE", "Пример"},
      {"UTF-16BE", "UTF-16BE", "Пример"},
      {"us-ascii", "US-ASCII", "Example"},
      {"utf-16", "UTF-8", "Пример", true},
      {"windows-1251", "UTF-8", "Пример", true},
      {"ISO-8859-1", "UTF-8", "Université", true},
      {"us-ascii", "UTF-8", "Université", true},
      {"windows-1251", "UTF-8", "Пример", true, "\xEF\xBB\xBF"},
      {"UTF-8", "UTF-16LE", "Пример", true, "\xFF\xFE"},
  };
  for (const EncodingCase& c : cases) {
    const std::string label = absl::StrCat(c.declared, ", in fact ", c.actual);
    const ConferenceFile file =
        ReadGood(absl::StrCat(c.mark, In(c.actual, Titled(c.declared, c.title))));
    EXPECT_EQ(file.conference.title, c.title) << label;
    EXPECT_EQ(KindsOf(file),
              c.is_remarked ? std::vector{Kind::kEncodingDiffers} : std::vector<Kind>{})
        << label;
  }
}

TEST(DamagedConference, WithoutADeclarationATextIsUtf8) {
  EXPECT_EQ(ReadGood("<schedule><conference><title>Ўзор</title></conference></schedule>")
                .conference.title,
            "Ўзор");
  EXPECT_EQ(ReadGood("<?xml version='1.0'?>\n<schedule><conference><title>Ўзор</title></conference>"
                     "</schedule>")
                .conference.title,
            "Ўзор");
}

TEST(DamagedConference, BlankLinesBeforeTheDeclarationDoNoHarm) {
  const std::string bytes = "\n\n " + In("windows-1251", Titled("windows-1251", "Ўзор"));
  EXPECT_EQ(ReadGood(bytes).conference.title, "Ўзор");
  const absl::Status refusal =
      RefusalOf("\n\n <?xml version='1.0'?>\n<schedule><conference></schedule>");
  EXPECT_THAT(base::MetadataOf(refusal), ElementsAre(Pair("line", "4")));
}

TEST(DamagedConference, AWrongEncodingIsRefusedWithTheLine) {
  const std::vector<RefusedCase> cases = {
      {"UTF-8 declared, windows-1251 in fact", In("windows-1251", Titled("UTF-8", "Пример")), "3"},
      {"nothing declared, windows-1251 in fact",
       In("windows-1251", "<schedule>\n<conference><title>Пример</title></conference></schedule>"),
       "2"},
      {"a mark of UTF-8, windows-1251 in fact",
       absl::StrCat("\xEF\xBB\xBF", In("windows-1251", Titled("UTF-8", "Пример"))), "3"},
      {"UTF-16 declared, windows-1251 in fact", In("windows-1251", Titled("UTF-16", "Пример")),
       "3"},
      {"ASCII declared, windows-1251 in fact", In("windows-1251", Titled("US-ASCII", "Пример")),
       "3"},
      {"Big5 declared, windows-1251 in fact",
       absl::StrReplaceAll(Titled("Big5", "?"), {{"?<", "\xFF\xFE<"}}), "3"},
      {"half a surrogate pair in UTF-16",
       absl::StrReplaceAll(In("UTF-16LE", Titled("UTF-16", "#")),
                           {{absl::string_view("#\0", 2), absl::string_view("\x3D\xD8", 2)}}),
       "3"},
      {"a bad byte far behind in Big5",
       absl::StrCat(Titled("Big5", "a"), Times(100'000, "\n"), "\xFF"), "100003"},
      {"UTF-7", Titled("UTF-7", "+BB8-"), "1"},
      {"an unknown encoding", Titled("x-example", "a"), "1"},
      {"no encoding", Titled("", "\xFF"), "3"},
      {"EBCDIC", In("ibm-37", Titled("ibm-37", "a")), "1"},
  };
  for (const RefusedCase& c : cases) {
    const absl::Status refusal = RefusalOf(c.bytes);
    EXPECT_EQ(base::ReasonOf(refusal), v1::ERROR_REASON_SCHEDULE_UNREADABLE) << c.label;
    EXPECT_THAT(base::MetadataOf(refusal), ElementsAre(Pair("line", c.line))) << c.label;
  }
}

struct LimitCase {
  const char* label;
  std::string bytes;
  ConferenceLimits limits;
  const char* limit;
};

TEST(DamagedConference, WhatIsTooLargeIsRefusedWithTheLimit) {
  const std::string event = EventAt("1", "10:00", "01:00");
  const std::string links = absl::StrCat("<links>", Times(20, "<link/>"), "</links>");
  const std::string persons = absl::StrCat("<persons>", Times(20, "<person/>"), "</persons>");
  const std::vector<LimitCase> cases = {
      {"bytes", DayOf(event), {.bytes = 100}, "100"},
      {"events", DayOf(Times(4, event)), {.events = 3}, "3"},
      {"days", absl::StrCat("<schedule>", Times(4, "<day/>"), "</schedule>"), {.days = 3}, "3"},
      {"rooms", DayOf(Times(20, "<room/>")), {.items = 10}, "10"},
      {"links", DayOf(EventOf("1", links)), {.items = 10}, "10"},
      {"persons", DayOf(EventOf("1", persons)), {.items = 10}, "10"},
      {"unknown elements", DayOf(Times(20, "<x/>")), {.items = 10}, "10"},
      {"unknown elements in each other",
       DayOf(absl::StrCat("<x>", Times(20, "<y/>"), "</x>")),
       {.items = 10},
       "10"},
      {"a text",
       DayOf(EventOf("1", absl::StrCat("<abstract>", Times(200, "x"), "</abstract>"))),
       {.text_bytes = 100},
       "100"},
      {"a text with markup",
       DayOf(EventOf("1", absl::StrCat("<abstract><p>", Times(30, "&amp;"), "</p></abstract>"))),
       {.text_bytes = 100},
       "100"},
      {"an unknown text",
       DayOf(absl::StrCat("<x>", Times(200, "x"), "</x>")),
       {.text_bytes = 100},
       "100"},
      {"attributes",
       [] {
         std::string attributes;
         for (int i = 0; i < 100; ++i) absl::StrAppend(&attributes, " a", i, "='1'");
         return DayOf(absl::StrCat("<x", attributes, "/>"));
       }(),
       {},
       "64"},
      {"levels", DayOf(absl::StrCat(Times(100, "<x>"), Times(100, "</x>"))), {}, "32"},
      {"levels of markup",
       DayOf(EventOf(
           "1", absl::StrCat("<abstract>", Times(100, "<b>"), Times(100, "</b>"), "</abstract>"))),
       {},
       "32"},
      {"a start tag", DayOf(absl::StrCat("<x a='", Times(2 << 20, "x"), "'/>")), {}, "1048576"},
      {"a comment", DayOf(absl::StrCat("<!--", Times(2 << 20, "x"), "-->")), {}, "1048576"},
  };
  for (const LimitCase& c : cases) {
    const absl::Status refusal = RefusalOf(c.bytes, c.limits);
    EXPECT_EQ(refusal.code(), absl::StatusCode::kResourceExhausted) << c.label;
    EXPECT_EQ(base::ReasonOf(refusal), v1::ERROR_REASON_SCHEDULE_TOO_LARGE) << c.label;
    EXPECT_THAT(base::MetadataOf(refusal), Contains(Pair("limit", c.limit))) << c.label;
  }
}

TEST(DamagedConference, AFileOfManyMegabytesIsRefusedAtOnce) {
  const absl::Status refusal = RefusalOf(std::string(size_t{33} << 20, ' '));
  EXPECT_EQ(base::ReasonOf(refusal), v1::ERROR_REASON_SCHEDULE_TOO_LARGE);
  EXPECT_EQ(base::MetadataOf(refusal), (base::Metadata{{"limit", "33554432"}}));
}

TEST(DamagedConference, EndlessNamesAreRefusedWithinTheParsersMemory) {
  std::string names = "<schedule><conference>";
  for (int i = 0; i < 300'000; ++i) absl::StrAppend(&names, "<long-name-of-an-element-", i, "/>");
  const absl::Status refusal = RefusalOf(names);
  EXPECT_EQ(base::ReasonOf(refusal), v1::ERROR_REASON_SCHEDULE_TOO_LARGE);
}

// Each was read or refused; whatever was read can be written and read again.
void ReadOrRefuse(const std::string& bytes) {
  ConferenceOptions options;
  options.time_zone = Zone("Europe/Minsk");
  const auto file = ReadConference(bytes, options);
  if (!file.ok()) {
    const v1::ErrorReason reason = base::ReasonOf(file.status());
    EXPECT_TRUE(reason == v1::ERROR_REASON_SCHEDULE_UNREADABLE ||
                reason == v1::ERROR_REASON_SCHEDULE_TOO_LARGE)
        << file.status();
    return;
  }
  const auto again = ReadConference(WriteConference(file->conference).xml, options);
  ASSERT_TRUE(again.ok()) << again.status() << "\n" << bytes;
  EXPECT_EQ(again->conference.events.size(), file->conference.events.size()) << bytes;
  EXPECT_EQ(again->conference.persons.size(), file->conference.persons.size()) << bytes;
}

TEST(DamagedConference, SchedulesDamagedAtRandomAreReadOrRefused) {
  std::mt19937 random(20230418);
  const auto below = [&](size_t limit) { return static_cast<size_t>(random() % limit); };
  for (const char* sample : {kPentabarf, kFrab, kPretalx, kWafer}) {
    const std::string whole = sample;
    for (int i = 0; i < 1000; ++i) {
      std::string bytes = whole;
      for (size_t change = below(4) + 1; change > 0 && !bytes.empty(); --change) {
        const size_t at = below(bytes.size());
        switch (below(4)) {
          case 0:
            bytes[at] = static_cast<char>(below(256));
            break;
          case 1:
            bytes.erase(at, below(40));
            break;
          case 2:
            bytes.insert(at, whole.substr(below(whole.size()), below(200)));
            break;
          default:
            bytes.resize(at + 1);
        }
      }
      ReadOrRefuse(bytes);
    }
  }
}

TEST(DamagedConference, ElementsExchangedAtRandomAreReadOrRefused) {
  const std::vector<std::string> names = {
      "schedule", "conference", "day",   "room", "event",    "persons",   "person",   "links",
      "link",     "title",      "start", "date", "duration", "recording", "abstract", "track"};
  std::mt19937 random(19);
  for (int i = 0; i < 1000; ++i) {
    std::string bytes = "<schedule>";
    std::vector<std::string> open;
    for (int k = 0; k < 60; ++k) {
      if (!open.empty() && random() % 3 == 0) {
        absl::StrAppend(&bytes, "</", open.back(), ">");
        open.pop_back();
      } else if (open.size() < 20) {
        open.push_back(names[random() % names.size()]);
        absl::StrAppend(&bytes, "<", open.back(), " id='", random() % 5, "' name='Зал ",
                        random() % 3, "'>", random() % 2 == 0 ? "10:00" : "");
      }
    }
    for (; !open.empty(); open.pop_back()) absl::StrAppend(&bytes, "</", open.back(), ">");
    ReadOrRefuse(bytes + "</schedule>");
  }
}

}  // namespace
}  // namespace plenary::interchange
