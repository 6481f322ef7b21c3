#include "services/delegations/custom_value_rules.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/protos.h"

namespace plenary::delegations {
namespace {

using ::plenary::testing::BadFields;
using ::plenary::testing::Parse;
using ::testing::ElementsAre;

using F = v1::CustomField;
using P = v1::Participant;

F Shirt() {
  return Parse<F>(
      "id: 'shirt-size' type: CHOICE required: true "
      "choices { id: 's' display_names { language: 'ru' text: 'Маленький' } "
      "          display_names { language: 'en' text: 'Small' } } "
      "choices { id: 'l' display_names { language: 'ru' text: 'Большой' } } "
      "choices { id: 'xl' display_names { language: 'ru' text: 'Большой' } }");
}
F Diet() { return Parse<F>("id: 'diet' type: TEXT max_length: 5"); }
F Arrival() { return Parse<F>("id: 'arrival' type: DATE"); }
F Visa() { return Parse<F>("id: 'visa' type: YES_NO categories: 'events/tibo/categories/press'"); }

v1::Event Tibo() {
  v1::Event event = Parse<v1::Event>("name: 'events/tibo'");
  for (const F& field : {Shirt(), Diet(), Arrival(), Visa()}) *event.add_custom_fields() = field;
  return event;
}

P Guest(const std::string& values) {
  return Parse<P>("category: 'events/tibo/categories/guests'", values);
}

TEST(CustomValue, HasTheFormOfItsField) {
  const struct {
    const char* label;
    F field;
    const char* value;
    bool is_good;
  } kCases[] = {
      {"a choice", Shirt(), "s", true},
      {"no choice", Shirt(), "m", false},
      {"the name of a choice", Shirt(), "Small", false},
      {"a text", Diet(), "рыба", true},
      {"a text of five characters", Diet(), "ёжики", true},
      {"a text of six characters", Diet(), "ёжикик", false},
      {"a date", Arrival(), "2024-02-29", true},
      {"a day that isn't there", Arrival(), "2023-02-29", false},
      {"a month that isn't there", Arrival(), "2023-13-01", false},
      {"a date in another form", Arrival(), "18.04.2023", false},
      {"a date with a time", Arrival(), "2023-04-18T09:00", false},
      {"a date without zeros", Arrival(), "2023-4-18", false},
      {"a year of five digits", Arrival(), "12023-04-18", false},
      {"the year nought", Arrival(), "0000-04-18", false},
      {"yes", Visa(), "true", true},
      {"no", Visa(), "false", true},
      {"yes in words", Visa(), "yes", false},
  };
  for (const auto& c : kCases) {
    SCOPED_TRACE(c.label);
    EXPECT_EQ(FaultOf(c.field, c.value).empty(), c.is_good);
  }
  F text = Diet();
  text.clear_max_length();
  EXPECT_EQ(FaultOf(text, std::string(1000, 'a')), "");
  EXPECT_NE(FaultOf(text, std::string(1001, 'a')), "");
}

TEST(CustomValue, IsReadAsPeopleWriteIt) {
  const struct {
    const char* label;
    F field;
    const char* written;
    const char* value;
  } kCases[] = {
      {"a choice by its id", Shirt(), "xl", "xl"},
      {"a choice by its id in capitals", Shirt(), " XL ", "xl"},
      {"a choice by its name", Shirt(), "маленький", "s"},
      {"a choice by its name in another language", Shirt(), "SMALL", "s"},
      {"a text with blanks around it", Diet(), "  рыба\n", "рыба"},
      {"a date as it is kept", Arrival(), "2023-04-18", "2023-04-18"},
      {"a date as Russians write it", Arrival(), "18.4.2023", "2023-04-18"},
      {"a date with slashes", Arrival(), "18/04/2023", "2023-04-18"},
      {"a date of a spreadsheet", Arrival(), "2023-04-18T00:00", "2023-04-18"},
      {"a date with a time", Arrival(), "18.04.2023 00:00:00", "2023-04-18"},
      {"yes", Visa(), "Yes", "true"},
      {"yes in Russian", Visa(), "ДА", "true"},
      {"yes in Belarusian", Visa(), "так", "true"},
      {"yes in Chinese", Visa(), "是", "true"},
      {"yes as a spreadsheet has it", Visa(), "TRUE", "true"},
      {"yes as a sign", Visa(), "+", "true"},
      {"no in Russian", Visa(), "нет", "false"},
      {"no in Belarusian", Visa(), "Не", "false"},
      {"no in Chinese", Visa(), "否", "false"},
      {"no as a sign", Visa(), "-", "false"},
      {"nothing", Visa(), " ", ""},
  };
  for (const auto& c : kCases) {
    SCOPED_TRACE(c.label);
    const ReadAnswer read = ReadCustomValue(c.field, c.written);
    EXPECT_EQ(read.value, c.value);
    EXPECT_EQ(read.fault, "");
  }
}

TEST(CustomValue, ThatCannotBeReadSaysWhatIsWrong) {
  const struct {
    const char* label;
    F field;
    const char* written;
  } kCases[] = {
      {"no choice", Shirt(), "огромный"},
      {"a name that two choices have", Shirt(), "Большой"},
      {"a text that is too long", Diet(), "вегетарианское"},
      {"a day that isn't there", Arrival(), "31.04.2023"},
      {"a date month first", Arrival(), "04/18/2023"},
      {"a year of two digits", Arrival(), "18.04.23"},
      {"no date", Arrival(), "завтра"},
      {"neither yes nor no", Visa(), "может быть"},
  };
  for (const auto& c : kCases) {
    SCOPED_TRACE(c.label);
    EXPECT_NE(ReadCustomValue(c.field, c.written).fault, "");
  }
}

TEST(CustomValues, AreCheckedAllAtOnce) {
  base::FieldErrors errors;
  CheckAnswers(Tibo(),
               Guest("custom_values { key: 'shirt-size' value: 'm' } "
                     "custom_values { key: 'hat' value: 'l' } "
                     "custom_values { key: 'visa' value: 'true' } "
                     "custom_values { key: 'diet' value: 'рыба' }"),
               P(), "participant", errors);
  EXPECT_THAT(BadFields(errors.ToStatus()),
              ElementsAre("participant.custom_values[hat]", "participant.custom_values[shirt-size]",
                          "participant.custom_values[visa]"));
}

TEST(CustomValues, AreNotAskedAgainWhereTheyStayAsTheyWere) {
  const P before = Guest(
      "custom_values { key: 'shirt-size' value: 'm' } custom_values { key: 'visa' value: 'true' }");
  P after = before;
  (*after.mutable_custom_values())["visa"] = "false";
  base::FieldErrors errors;
  CheckAnswers(Tibo(), after, before, "participant", errors);
  EXPECT_THAT(BadFields(errors.ToStatus()), ElementsAre("participant.custom_values[visa]"));
}

TEST(CustomValues, ThatMustBeGivenAreAskedInTheirCategoriesOnly) {
  v1::Event event = Tibo();
  event.mutable_custom_fields(3)->set_required(true);
  base::FieldErrors of_guest;
  CheckRequiredAnswers(event, Guest(""), "", of_guest);
  EXPECT_THAT(BadFields(of_guest.ToStatus()), ElementsAre("custom_values[shirt-size]"));
  base::FieldErrors of_journalist;
  CheckRequiredAnswers(event,
                       Parse<P>("category: 'events/tibo/categories/press' "
                                "custom_values { key: 'shirt-size' value: 's' }"),
                       "participant", of_journalist);
  EXPECT_THAT(BadFields(of_journalist.ToStatus()), ElementsAre("participant.custom_values[visa]"));
}

TEST(CustomValues, ThatAreEmptyAreNone) {
  P participant = Guest(
      "custom_values { key: 'shirt-size' value: '' } custom_values { key: 'diet' value: 'рыба' }");
  DropEmptyAnswers(participant);
  EXPECT_TRUE(SameAnswers(participant, Guest("custom_values { key: 'diet' value: 'рыба' }")));
  EXPECT_FALSE(SameAnswers(participant, Guest("custom_values { key: 'diet' value: 'мясо' }")));
}

TEST(CustomValues, OfAnotherEventStayWhereTheyFit) {
  P participant = Guest(
      "custom_values { key: 'shirt-size' value: 'm' } custom_values { key: 'hat' value: 'l' } "
      "custom_values { key: 'visa' value: 'true' } custom_values { key: 'diet' value: 'рыба' }");
  DropUnfitAnswers(Tibo(), participant);
  EXPECT_TRUE(SameAnswers(participant, Guest("custom_values { key: 'diet' value: 'рыба' }")));
}

}  // namespace
}  // namespace plenary::delegations
