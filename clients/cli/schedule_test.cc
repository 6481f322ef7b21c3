// The schedule from the command line, against a real server.
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/command_line.h"

namespace plenary::cli {
namespace {

using plenary::testing::CommandLineTest;
using plenary::testing::Outcome;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class ScheduleTest : public CommandLineTest {
 protected:
  // A forum in Minsk with two halls, a car, and a talk in one of them from 10 to 11.
  void SetUp() override {
    environment_["LC_ALL"] = "C.UTF-8";
    MakeForum();
    MustDo("venue create expo --display-name en=Expo --time-zone Europe/Minsk");
    MustDo("asset create hall-1 --kind room --venue expo --display-name en=Hall1");
    MustDo("asset create hall-2 --kind room --venue expo --display-name en=Hall2");
    MustDo("asset create car --kind vehicle --display-name en=Car");
    environment_["PLENARY_EVENT"] = "forum";
    MustDo("session create opening --day 2030-04-18 --start 10:00 --end 11:00 --asset hall-1",
           {"--title", "en=Opening"});
  }
  std::string Write(const std::string& name, const std::string& text) {
    const std::string path = folder_ / name;
    std::ofstream(path, std::ios::binary) << text;
    return path;
  }
  std::string Read(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(file), {});
  }
  Outcome Talk(const std::string& id, const std::string& hall, const std::string& start,
               const std::string& end) {
    return Plenary(absl::StrCat("session create ", id, " --day 2030-04-18 --asset ", hall,
                                " --start ", start, " --end ", end, " --title en=", id));
  }
};

TEST_F(ScheduleTest, TimesAreThoseOfTheEvent) {
  EXPECT_THAT(Plenary("session list").out,
              AllOf(HasSubstr("2030-04-18 10:00  2030-04-18 11:00  Opening"), HasSubstr("hall-1")));
  EXPECT_THAT(Plenary("session get opening -o json").out, HasSubstr("2030-04-18T07:00:00Z"));
}

TEST_F(ScheduleTest, WhatIsTakenIsRefusedWithWhatToDoNext) {
  const Outcome refused = Talk("second", "hall-1", "10:30", "11:30");
  EXPECT_EQ(refused.code, 1);
  EXPECT_THAT(refused.err, AllOf(HasSubstr("reason: SUBJECT_OCCUPIED"),
                                 HasSubstr("blockedBy=events/forum/sessions/opening"),
                                 HasSubstr("alternatives="), HasSubstr("next: take one of")));
  EXPECT_EQ(Talk("second", "hall-2", "10:30", "11:30").code, 0);
}

TEST_F(ScheduleTest, ADayIsDrawnRoomByRoom) {
  ASSERT_EQ(Talk("second", "hall-2", "10:30", "11:30").code, 0);
  const Outcome shown = Plenary("schedule show --day 2030-04-18");
  EXPECT_EQ(shown.code, 0) << shown.err;
  EXPECT_THAT(shown.out,
              AllOf(StartsWith("2030-04-18\n"), HasSubstr("Hall1"), HasSubstr("Hall2"),
                    HasSubstr("│ Opening"), HasSubstr("10:30 │"), HasSubstr("│ second")));
  const Outcome one_room = Plenary("schedule show forum --room hall-2");
  EXPECT_THAT(one_room.out, AllOf(HasSubstr("second"), Not(HasSubstr("Opening"))));
  EXPECT_THAT(Plenary("schedule show -o json").out, HasSubstr("\"date\": \"2030-04-18\""));
  EXPECT_THAT(Plenary("schedule show --day 2030-04-19").err, HasSubstr("Nothing takes place"));
  EXPECT_EQ(Plenary("schedule show --day tomorrow").code, 2);
}

TEST_F(ScheduleTest, WhatDoesNotFitIsMarkedInTheWorkInProgress) {
  MustDo("schedule set --mode versioned");
  MustDo(
      "session create second --day 2030-04-18 --start 10:30 --end 11:30 --asset hall-1 "
      "--title en=second --allow-conflicts");
  const Outcome shown = Plenary("schedule show --wip");
  EXPECT_THAT(shown.out, AllOf(HasSubstr("! second"), HasSubstr("! second: ")));
  EXPECT_THAT(Plenary("schedule show").out, Not(HasSubstr("second")));
  EXPECT_THAT(Plenary("schedule misfits --view work-in-progress").out, HasSubstr("second"));
  const Outcome refused = Plenary("schedule release");
  EXPECT_EQ(refused.code, 1);
  EXPECT_THAT(refused.err, HasSubstr("reason: SCHEDULE_HAS_CONFLICTS"));
}

TEST_F(ScheduleTest, AVersionIsReleasedComparedAndTakenBack) {
  MustDo("schedule set --mode versioned");
  ASSERT_EQ(Talk("second", "hall-2", "12:00", "13:00").code, 0);
  MustDo("schedule move opening=14:00 --day 2030-04-18");
  const Outcome diff = Plenary("schedule diff");
  EXPECT_THAT(diff.out, AllOf(HasSubstr("+  2030-04-18 12:00-13:00"), HasSubstr("second"),
                              HasSubstr(">  2030-04-18 14:00-15:00  was 2030-04-18 10:00-11:00")));
  EXPECT_THAT(Plenary("schedule diff -o csv").out,
              HasSubstr("moved,events/forum/sessions/opening"));
  MustDo("schedule release --note first");
  EXPECT_THAT(Plenary("plan list").out, HasSubstr("released"));
  EXPECT_THAT(Plenary("schedule diff").err, HasSubstr("Nothing differs"));
  EXPECT_EQ(Plenary("schedule release").code, 1);
}

TEST_F(ScheduleTest, TwoActivitiesSwapInOneCommand) {
  ASSERT_EQ(Talk("second", "hall-1", "12:00", "13:00").code, 0);
  EXPECT_EQ(Plenary("schedule move opening=12:00 --day 2030-04-18").code, 1);
  MustDo("schedule move opening=12:00 second=10:00 --day 2030-04-18");
  EXPECT_THAT(Plenary("session list").out,
              HasSubstr("2030-04-18 12:00  2030-04-18 13:00  Opening"));
  MustDo("schedule move opening=@hall-2");
  EXPECT_THAT(Plenary("session list").out, HasSubstr("hall-2"));
}

TEST_F(ScheduleTest, ADelayIsShownAskedAboutAndMoved) {
  ASSERT_EQ(Talk("second", "hall-1", "11:00", "12:00").code, 0);
  const Outcome preview = Plenary("schedule late opening 20m --preview");
  EXPECT_EQ(preview.code, 0) << preview.err;
  EXPECT_THAT(preview.out, AllOf(HasSubstr("10:00-11:00  10:20-11:20  Opening"),
                                 HasSubstr("11:00-12:00  11:20-12:20  second")));
  EXPECT_EQ(Plenary("schedule late opening 20m").code, 2);  // nobody to ask
  in_is_tty_ = true;
  EXPECT_EQ(Plenary("schedule late opening 20m", {}, "n\n").code, 1);
  EXPECT_THAT(Plenary("session list").out, HasSubstr("2030-04-18 10:00"));
  EXPECT_EQ(Plenary("schedule late opening 20m", {}, "y\n").code, 0);
  EXPECT_THAT(Plenary("session list").out,
              AllOf(HasSubstr("2030-04-18 10:20"), HasSubstr("2030-04-18 11:20")));
}

TEST_F(ScheduleTest, WhoIsBusyIsShownAsBars) {
  const Outcome bars = Plenary("schedule free hall-1 hall-2 --day 2030-04-18");
  EXPECT_EQ(bars.code, 0) << bars.err;
  EXPECT_THAT(bars.out,
              AllOf(HasSubstr("2030-04-18  08:00"), HasSubstr("Hall1       ········████··"),
                    HasSubstr("Hall2       ············")));
  EXPECT_EQ(Plenary("schedule free nothing-like-this --day 2030-04-18").code, 3);
}

TEST_F(ScheduleTest, PeopleAreFoundByName) {
  ASSERT_EQ(Register("Sampleton", " --confirm").code, 0);
  const std::string participant = IdIn(Plenary("participant list -o csv"));
  MustDo("session create talk --day 2030-04-18 --start 12:00 --end 13:00 --title en=Talk",
         {"--attendee", absl::StrCat(participant, ":speaker")});
  const Outcome itinerary = Plenary("itinerary", {"Sampleton"});
  EXPECT_EQ(itinerary.code, 0) << itinerary.err;
  EXPECT_THAT(itinerary.out,
              AllOf(HasSubstr("2030-04-18\n12:00-13:00  Talk"), Not(HasSubstr("Opening"))));
  EXPECT_THAT(Plenary("itinerary hall-1").out, HasSubstr("10:00-11:00  Opening"));
  EXPECT_THAT(Plenary("itinerary kursk").out, HasSubstr("12:00-13:00  Talk"));
  EXPECT_THAT(Plenary("schedule programme").out, HasSubstr("10:00-11:00  Opening  Hall1"));
  EXPECT_EQ(Plenary("itinerary Nobodyson").code, 3);
}

TEST_F(ScheduleTest, TimesAreSuggestedOrWhatStandsInTheWay) {
  const Outcome found = Plenary(
      "schedule suggest --duration 30m --asset hall-1 --wish vehicle "
      "--window-start 10:00 --window-end 12:00 --day 2030-04-18");
  EXPECT_EQ(found.code, 0) << found.err;
  EXPECT_THAT(found.out, AllOf(HasSubstr("2030-04-18 11:00"), HasSubstr("Car")));
  const Outcome none = Plenary(
      "schedule suggest --duration 30m --asset hall-1 --window-start 10:00 --window-end 11:00 "
      "--day 2030-04-18");
  EXPECT_EQ(none.code, 1);
  EXPECT_THAT(none.err, AllOf(HasSubstr("There is no such time"), HasSubstr("Hall1: rules out")));
}

TEST_F(ScheduleTest, AHoldIsMadeFirmOrGivenBack) {
  MustDo(
      "booking create h1 --day 2030-04-18 --start 12:00 --end 13:00 --asset hall-1 --purpose hold");
  EXPECT_THAT(Plenary("booking list").out, HasSubstr("2030-04-18 12:00  2030-04-18 13:00  hold"));
  EXPECT_EQ(Talk("second", "hall-1", "12:00", "13:00").code, 1);
  MustDo("booking release h1");
  EXPECT_EQ(Talk("second", "hall-1", "12:00", "13:00").code, 0);
}

TEST_F(ScheduleTest, AnExportedScheduleIsTakenInAgain) {
  for (const char* name : {"out.xml", "out.ics"}) {
    const std::string path = folder_ / name;
    const Outcome exported = Plenary("schedule export --to", {path});
    ASSERT_EQ(exported.code, 0) << exported.err;
    EXPECT_THAT(Read(path), HasSubstr("Opening"));
    EXPECT_EQ(Plenary("schedule export --to", {path}).code, 5);
    const Outcome trial = Plenary("schedule import --dry-run", {path});
    EXPECT_EQ(trial.code, 0) << trial.err;
    EXPECT_THAT(trial.out, AllOf(HasSubstr("1 items"), HasSubstr("Nothing was changed")));
  }
  EXPECT_THAT(Plenary("schedule export --format icalendar").out,
              AllOf(StartsWith("BEGIN:VCALENDAR"), HasSubstr("Opening")));
}

TEST_F(ScheduleTest, DoubleBookingsOfAFileAreTold) {
  const std::string path = Write("double.xml", R"(<?xml version="1.0" encoding="UTF-8"?>
<schedule><conference><title>Forum</title></conference>
<day index="1" date="2030-04-19"><room name="Aula">
<event id="1" guid="a1"><date>2030-04-19T10:00:00+03:00</date><start>10:00</start>
<duration>01:00</duration><room>Aula</room><title>One</title></event>
<event id="2" guid="a2"><date>2030-04-19T10:30:00+03:00</date><start>10:30</start>
<duration>01:00</duration><room>Aula</room><title>Two</title></event>
</room></day></schedule>
)");
  const Outcome taken = Plenary("schedule import", {path});
  EXPECT_EQ(taken.code, 0) << taken.err;
  EXPECT_THAT(taken.out, AllOf(HasSubstr("conflict"), HasSubstr("2 items"), HasSubstr("2 created"),
                               HasSubstr("1 double bookings")));
  EXPECT_THAT(Plenary("schedule import", {path}).out, HasSubstr("0 created"));
  const Outcome broken = Plenary("schedule import", {Write("broken.xml", "<schedule><day>")});
  EXPECT_EQ(broken.code, 2);
  EXPECT_THAT(broken.err, HasSubstr("reason: SCHEDULE_UNREADABLE"));
}

TEST_F(ScheduleTest, ACalendarFeedIsReadByItsSecretAndRevoked) {
  const Outcome made = Plenary("feed create hall-1");
  EXPECT_NE(made.code, 0);  // a delegation is meant where only an event is known
  const Outcome feed = Plenary("feed create events/forum --note phone");
  ASSERT_EQ(feed.code, 0) << feed.err;
  EXPECT_THAT(feed.err, HasSubstr("plenary feed revoke "));
  EXPECT_THAT(Plenary("feed read", {}, feed.out).out,
              AllOf(StartsWith("BEGIN:VCALENDAR"), HasSubstr("X-WR-CALNAME:Forum")));
  EXPECT_THAT(Plenary("feed list").out, AllOf(HasSubstr("phone"), Not(HasSubstr(feed.out))));
  MustDo("feed revoke", {IdIn(Plenary("feed list -o csv"))});
  EXPECT_EQ(Plenary("feed read", {}, feed.out).code, 3);
}

TEST_F(ScheduleTest, DocumentsAreRenderedAndComparedWithThePrint) {
  const std::string path = folder_ / "programme.docx";
  const Outcome rendered =
      Plenary("document render event-programme forum --language-code en --to", {path});
  ASSERT_EQ(rendered.code, 0) << rendered.err;
  EXPECT_THAT(Read(path), StartsWith("PK"));
  const std::string print = IdIn(Plenary("document list -o csv"));
  EXPECT_THAT(Plenary("document compare", {print}).out, Not(HasSubstr("added")));
  ASSERT_EQ(Talk("second", "hall-1", "12:00", "13:00").code, 0);
  EXPECT_THAT(Plenary("document compare", {print}).out, HasSubstr("added"));
}

TEST_F(ScheduleTest, ATemplateIsExportedReplacedAndRestored) {
  EXPECT_THAT(Plenary("template list").out, HasSubstr("event-programme-ru"));
  const std::string path = folder_ / "template.docx";
  MustDo("template export event-programme-ru --to", {path});
  EXPECT_THAT(Plenary("template replace event-programme-ru", {path}).out,
              HasSubstr("template.docx"));
  MustDo("template restore event-programme-ru");
  const Outcome broken =
      Plenary("template replace event-programme-ru", {Write("a.docx", "no Word")});
  EXPECT_EQ(broken.code, 2);
  EXPECT_THAT(broken.err, HasSubstr("reason: TEMPLATE_BROKEN"));
}

TEST_F(ScheduleTest, MeetingsHavePartiesAndTravelTakesTime) {
  MustDo("organization create ministry --type authority --display-name en=Ministry");
  MustDo(
      "meeting create m1 --day 2030-04-18 --start 15:00 --end 16:00 --asset hall-1 "
      "--party kursk --party organizations/ministry --title en=Talks");
  EXPECT_THAT(Plenary("meeting list").out, HasSubstr("kursk ministry"));
  EXPECT_THAT(Plenary("itinerary kursk").out, HasSubstr("15:00-16:00  Talks"));
  MustDo("schedule move meetings/m1=16:00 --day 2030-04-18");
  MustDo("venue create hotel --display-name en=Hotel --time-zone Europe/Minsk");
  EXPECT_THAT(Plenary("travel set expo:hotel=25m hotel:expo=30").out,
              AllOf(HasSubstr("expo"), HasSubstr("25m"), HasSubstr("30m")));
  EXPECT_EQ(Plenary("travel set expo-hotel=25m").code, 2);
}

}  // namespace
}  // namespace plenary::cli
