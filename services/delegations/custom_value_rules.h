// The rules of answers to an event's custom fields (Participant.custom_values): which may be given,
// and which must be. Pure.
#ifndef PLENARY_SERVICES_DELEGATIONS_CUSTOM_VALUE_RULES_H_
#define PLENARY_SERVICES_DELEGATIONS_CUSTOM_VALUE_RULES_H_

#include <string>

#include "absl/strings/string_view.h"
#include "plenary/v1/delegations.pb.h"
#include "plenary/v1/events.pb.h"
#include "services/base/errors.h"

namespace plenary::delegations {

// The field of an event with that id; null where there is none.
const v1::CustomField* FindCustomField(const v1::Event& event, absl::string_view id);

// Whether the field is asked of those in `category`.
bool IsAskedIn(const v1::CustomField& field, absl::string_view category);

// What is wrong with `value` as an answer in the form in which it is kept: a text, the id of a
// choice, "2023-04-18", "true" or "false". In words for people: "must be one of s, m". Empty where
// nothing is.
std::string FaultOf(const v1::CustomField& field, absl::string_view value);

// An answer as people write it in a table, read into the form in which it is kept.
struct ReadAnswer {
  std::string value;
  std::string fault;  // what is wrong, as FaultOf says it; empty where nothing is
};
// Takes a choice by its id or any of its names, whatever the case; a date as 2023-04-18, 18.04.2023
// or 18/04/2023, day first, with a time behind it where a spreadsheet put one; yes and no in
// English, Russian, Belarusian and Chinese, as true and false, 1 and 0, + and -; a text without the
// blanks around it. Nothing but blanks is no answer: an empty value without a fault.
ReadAnswer ReadCustomValue(const v1::CustomField& field, absl::string_view written);

// Whether two participants, or one before and after an edit, gave the same answers.
bool SameAnswers(const v1::Participant& a, const v1::Participant& b);

// Takes out empty answers: they are none.
void DropEmptyAnswers(v1::Participant& participant);

// Adds to `errors` every answer that cannot be given: to no field of the event, of another form, or
// asked in other categories only. Those that stand in `before` already are not asked again: what
// the event asks may have changed since. `field` is the participant's path in the request:
// "participant", or empty; errors are at "participant.custom_values[shirt-size]".
void CheckAnswers(const v1::Event& event, const v1::Participant& participant,
                  const v1::Participant& before, absl::string_view field,
                  base::FieldErrors& errors);

// Adds to `errors` every answer that is missing for a nomination in the participant's category.
void CheckRequiredAnswers(const v1::Event& event, const v1::Participant& participant,
                          absl::string_view field, base::FieldErrors& errors);

// Takes out answers that `event` doesn't take: of another event, or given before it changed.
void DropUnfitAnswers(const v1::Event& event, v1::Participant& participant);

}  // namespace plenary::delegations

#endif  // PLENARY_SERVICES_DELEGATIONS_CUSTOM_VALUE_RULES_H_
