#include "services/events/rules.h"

#include <algorithm>
#include <set>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/base/names.h"
#include "services/base/texts.h"
#include "services/base/time_shift.h"

namespace plenary::events {
namespace {

using google::protobuf::Timestamp;
using google::type::Interval;

absl::Time TimeOf(const Timestamp& timestamp) {
  return absl::FromUnixSeconds(timestamp.seconds()) + absl::Nanoseconds(timestamp.nanos());
}

bool EndsAfterStart(const Interval& interval) {
  return TimeOf(interval.start_time()) < TimeOf(interval.end_time());
}

void CheckWindows(const v1::Event& event, absl::string_view field, base::FieldErrors& errors) {
  std::set<v1::RegistrationWindow::Step> seen;
  for (int i = 0; i < event.windows_size(); ++i) {
    const v1::RegistrationWindow& window = event.windows(i);
    const std::string at = absl::StrCat(field, "[", i, "]");
    if (!seen.insert(window.step()).second) {
      errors.Add(absl::StrCat(at, ".step"), "there is another window for this step; keep one");
    }
    const Interval& interval = window.interval();
    if (interval.has_start_time() && interval.has_end_time() && !EndsAfterStart(interval)) {
      errors.Add(absl::StrCat(at, ".interval"), "must end after it starts");
    }
  }
}

void CheckChoices(const v1::CustomField& custom, absl::string_view at, base::FieldErrors& errors) {
  const std::string choices = absl::StrCat(at, ".choices");
  if (custom.type() != v1::CustomField::CHOICE) {
    if (!custom.choices().empty()) errors.Add(choices, "are for the type CHOICE");
    return;
  }
  if (custom.choices_size() < 2) errors.Add(choices, "must be at least two");
  std::set<std::string> ids;
  for (int i = 0; i < custom.choices_size(); ++i) {
    const std::string choice = absl::StrCat(choices, "[", i, "]");
    if (!ids.insert(custom.choices(i).id()).second) {
      errors.Add(absl::StrCat(choice, ".id"), "there is another choice with this id; keep one");
    }
    base::CheckOneTextPerLanguage(custom.choices(i).display_names(),
                                  absl::StrCat(choice, ".display_names"), errors);
  }
}

void CheckCustomField(const v1::CustomField& custom, absl::string_view event, absl::string_view at,
                      base::FieldErrors& errors) {
  base::CheckOneTextPerLanguage(custom.display_names(), absl::StrCat(at, ".display_names"), errors);
  CheckChoices(custom, at, errors);
  if (custom.max_length() > 0 && custom.type() != v1::CustomField::TEXT) {
    errors.Add(absl::StrCat(at, ".max_length"), "is for the type TEXT");
  }
  for (int i = 0; i < custom.categories_size(); ++i) {
    if (base::EventOf(custom.categories(i)) == event) continue;
    errors.Add(absl::StrCat(at, ".categories[", i, "]"),
               absl::StrCat("must be a category of ", event));
  }
}

void CheckCustomFields(const v1::Event& event, absl::string_view field, base::FieldErrors& errors) {
  std::set<std::string> ids;
  for (int i = 0; i < event.custom_fields_size(); ++i) {
    const std::string at = absl::StrCat(field, "[", i, "]");
    if (!ids.insert(event.custom_fields(i).id()).second) {
      errors.Add(absl::StrCat(at, ".id"), "there is another custom field with this id; keep one");
    }
    CheckCustomField(event.custom_fields(i), event.name(), at, errors);
  }
}

// The element of a list with that id; null where there is none.
template <class List>
const typename List::value_type* FindById(const List& list, absl::string_view id) {
  const auto found =
      std::find_if(list.begin(), list.end(), [&](const auto& each) { return each.id() == id; });
  return found == list.end() ? nullptr : &*found;
}

bool IsBadgeColor(absl::string_view color) {
  return color.size() == 7 && color[0] == '#' &&
         std::all_of(color.begin() + 1, color.end(), absl::ascii_isxdigit);
}

// What a verb needs and makes, and how it reads in a sentence.
struct Transition {
  absl::string_view verb;
  std::vector<v1::Event::State> from;
  v1::Event::State to;
  absl::string_view advice;
};

const Transition& TransitionOf(Verb verb) {
  using E = v1::Event;
  static const auto& publish = *new Transition{
      "published", {E::DRAFT}, E::PUBLISHED, "an event is published once, from its draft"};
  static const auto& start =
      *new Transition{"started",
                      {E::PUBLISHED},
                      E::RUNNING,
                      "publish it first, or give a postponed one an interval"};
  static const auto& close = *new Transition{
      "closed", {E::RUNNING}, E::CLOSED, "start it first, or cancel it if it will not take place"};
  static const auto& archive = *new Transition{
      "archived", {E::CLOSED, E::CANCELLED}, E::ARCHIVED, "close or cancel it first"};
  static const auto& postpone = *new Transition{"postponed",
                                                {E::PUBLISHED, E::RUNNING, E::POSTPONED},
                                                E::POSTPONED,
                                                "update the interval of a draft instead"};
  static const auto& cancel = *new Transition{"cancelled",
                                              {E::DRAFT, E::PUBLISHED, E::RUNNING, E::POSTPONED},
                                              E::CANCELLED,
                                              "what is over cannot be called off"};
  static const auto& remove =
      *new Transition{"deleted", {E::DRAFT, E::CANCELLED}, E::STATE_UNSPECIFIED, "cancel it first"};
  switch (verb) {
    case Verb::kPublish:
      return publish;
    case Verb::kStart:
      return start;
    case Verb::kClose:
      return close;
    case Verb::kArchive:
      return archive;
    case Verb::kPostpone:
      return postpone;
    case Verb::kCancel:
      return cancel;
    case Verb::kDelete:
      return remove;
  }
  return publish;
}

absl::Status WrongState(const v1::Event& event, absl::string_view what,
                        const std::vector<v1::Event::State>& allowed, absl::string_view advice) {
  const std::string state = v1::Event::State_Name(event.state());
  const auto append_name = [](std::string* out, v1::Event::State one) {
    out->append(v1::Event::State_Name(one));
  };
  const std::string states = absl::StrJoin(allowed, ",", append_name);
  return base::Refuse(absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_WRONG_STATE,
                      absl::StrCat(event.name(), " is ", state, "; ", what, " only in ",
                                   absl::StrJoin(allowed, " or ", append_name), ": ", advice),
                      {{"resource", event.name()}, {"state", state}, {"allowed", states}});
}

}  // namespace

void CheckInterval(const Interval& interval, absl::string_view field, base::FieldErrors& errors) {
  if (!interval.has_start_time()) {
    errors.Add(absl::StrCat(field, ".start_time"), "must be given: an event has a start");
  }
  if (!interval.has_end_time()) {
    errors.Add(absl::StrCat(field, ".end_time"), "must be given: an event has an end");
  }
  if (interval.has_start_time() && interval.has_end_time() && !EndsAfterStart(interval)) {
    errors.Add(field, "must end after it starts");
  }
}

void CheckEvent(const v1::Event& event, absl::string_view field, base::FieldErrors& errors) {
  const std::string names = absl::StrCat(field, ".display_names");
  if (event.display_names().empty()) errors.Add(names, "must hold at least one name");
  base::CheckOneTextPerLanguage(event.display_names(), names, errors);
  base::CheckOneTextPerLanguage(event.descriptions(), absl::StrCat(field, ".descriptions"), errors);
  CheckInterval(event.interval(), absl::StrCat(field, ".interval"), errors);
  CheckWindows(event, absl::StrCat(field, ".windows"), errors);
  if (event.has_purge_time() && event.interval().has_end_time() &&
      TimeOf(event.purge_time()) < TimeOf(event.interval().end_time())) {
    errors.Add(absl::StrCat(field, ".purge_time"),
               "must not be before the event ends: personal data is needed until then");
  }
  CheckCustomFields(event, absl::StrCat(field, ".custom_fields"), errors);
  base::CheckSubdivisionOf(event.country_code(), event.venue().subdivision_code(),
                           absl::StrCat(field, ".venue.subdivision_code"), errors);
}

void CheckCategory(const v1::Category& category, absl::string_view event, absl::string_view field,
                   base::FieldErrors& errors) {
  const std::string names = absl::StrCat(field, ".display_names");
  if (category.display_names().empty()) errors.Add(names, "must hold at least one name");
  base::CheckOneTextPerLanguage(category.display_names(), names, errors);
  if (!category.badge_color().empty() && !IsBadgeColor(category.badge_color())) {
    errors.Add(absl::StrCat(field, ".badge_color"), "must be #RRGGBB, such as #1A7F37");
  }
  const std::string& main = category.overflow_of();
  const std::string overflow_of = absl::StrCat(field, ".overflow_of");
  if (!main.empty() && base::EventOf(main) != event) {
    errors.Add(overflow_of, absl::StrCat("must be a category of ", event));
  }
  if (!main.empty() && main == category.name()) {
    errors.Add(overflow_of, "a category cannot be its own overflow");
  }
}

absl::Status CheckVerb(const v1::Event& event, Verb verb) {
  const Transition& transition = TransitionOf(verb);
  const auto& from = transition.from;
  if (std::find(from.begin(), from.end(), event.state()) != from.end()) return absl::OkStatus();
  return WrongState(event, absl::StrCat("it can be ", transition.verb), from, transition.advice);
}

v1::Event::State StateAfter(Verb verb, bool has_new_interval) {
  if (verb == Verb::kPostpone && has_new_interval) return v1::Event::PUBLISHED;
  return TransitionOf(verb).to;
}

absl::Status CheckNotArchived(const v1::Event& event) {
  if (event.state() != v1::Event::ARCHIVED) return absl::OkStatus();
  return base::Refuse(absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_WRONG_STATE,
                      absl::StrCat(event.name(), " is ARCHIVED: nothing in it changes any more"),
                      {{"resource", event.name()},
                       {"state", "ARCHIVED"},
                       {"allowed", "DRAFT,PUBLISHED,RUNNING,POSTPONED,CLOSED,CANCELLED"}});
}

absl::Status CheckEdit(const v1::Event& before, const v1::Event& after) {
  PLENARY_RETURN_IF_ERROR(CheckNotArchived(before));
  const bool moved =
      TimeOf(before.interval().start_time()) != TimeOf(after.interval().start_time()) ||
      TimeOf(before.interval().end_time()) != TimeOf(after.interval().end_time());
  if (!moved || before.state() == v1::Event::DRAFT || before.state() == v1::Event::PUBLISHED) {
    return absl::OkStatus();
  }
  return WrongState(before, "its interval can be updated", {v1::Event::DRAFT, v1::Event::PUBLISHED},
                    "postpone it, and everything in it moves along");
}

std::vector<LostAnswer> LostAnswers(const v1::Event& before, const v1::Event& after) {
  std::vector<LostAnswer> lost;
  for (const v1::CustomField& was : before.custom_fields()) {
    const v1::CustomField* const is = FindById(after.custom_fields(), was.id());
    if (is == nullptr || is->type() != was.type()) {
      lost.push_back({was.id(), ""});
      continue;
    }
    for (const v1::CustomField::Choice& choice : was.choices()) {
      if (FindById(is->choices(), choice.id()) == nullptr) lost.push_back({was.id(), choice.id()});
    }
  }
  return lost;
}

void ShiftBy(absl::Duration shift, Interval& interval) { base::ShiftBy(shift, interval); }

absl::Duration ShiftBetween(const v1::Event& before, const v1::Event& after) {
  return TimeOf(after.interval().start_time()) - TimeOf(before.interval().start_time());
}

v1::Event MovedTo(v1::Event event, const Interval& interval) {
  const absl::Duration shift =
      TimeOf(interval.start_time()) - TimeOf(event.interval().start_time());
  *event.mutable_interval() = interval;
  for (v1::RegistrationWindow& window : *event.mutable_windows()) {
    ShiftBy(shift, *window.mutable_interval());
  }
  return event;
}

absl::Status CheckOverflow(const v1::Category& category, const v1::Category& main) {
  if (!main.overflow_of().empty()) {
    return base::BadField("category.overflow_of",
                          absl::StrCat("names ", main.name(), ", which is itself the overflow of ",
                                       main.overflow_of(), "; name that one"));
  }
  if (!category.may_speak()) return absl::OkStatus();
  return base::Refuse(
      absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_OVERFLOW_MAY_NOT_SPEAK,
      absl::StrCat("the overflow of ", main.name(), " carries no right to speak; clear may_speak"),
      {{"category", category.name()}, {"overflowOf", main.name()}});
}

absl::Status CheckLimit(const v1::Category& category, int64_t used) {
  if (!category.has_limit() || category.limit() >= used) return absl::OkStatus();
  return base::Refuse(
      absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_QUOTA_BELOW_USE,
      absl::StrCat(category.name(), " has ", used, " seats in use, more than a limit of ",
                   category.limit(), "; withdraw participants or holds first"),
      {{"category", category.name()},
       {"used", absl::StrCat(used)},
       {"limit", absl::StrCat(category.limit())}});
}

}  // namespace plenary::events
