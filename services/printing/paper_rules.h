// What papers about a counterpart have in common: the brief for a round, and the counterpart's
// page. Pure.
#ifndef PLENARY_SERVICES_PRINTING_PAPER_RULES_H_
#define PLENARY_SERVICES_PRINTING_PAPER_RULES_H_

#include <map>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "google/protobuf/repeated_field.h"
#include "plenary/v1/action_plans.pb.h"
#include "plenary/v1/negotiations.pb.h"
#include "plenary/v1/reports.pb.h"
#include "services/documents/dates.h"
#include "services/documents/template.h"
#include "services/names/written.h"
#include "services/printing/sheet_rules.h"

namespace plenary::printing {

// Names of organizations by the names of their resources.
using OrganizationNames = std::map<std::string, std::string>;
// The name of one; empty where it is not known.
std::string NameIn(const OrganizationNames& names, const std::string& of);

// What a text in several languages says in one of them; `texts` are messages with language and
// text.
template <class Texts>
std::string TextIn(const Texts& texts, documents::Language language) {
  google::protobuf::RepeatedPtrField<v1::LocalizedText> all;
  for (const auto& each : texts) {
    v1::LocalizedText& text = *all.Add();
    text.set_language(each.language());
    text.set_text(each.text());
  }
  return names::WrittenText(all, documents::TagOf(language));
}

// The beginning of a text that is too long for a paper, up to a whole letter.
std::string Shortened(const std::string& text);

// A date of the API, as the language writes it.
std::string DayIn(const std::string& written, documents::Language language);

// "name", "dates", "place". In `zone` where the round says no other.
documents::Data RoundOf(const v1::Round& round, absl::TimeZone zone, documents::Language language);

// "side", "name", "role", "organization" of each.
std::vector<documents::Data> PeopleOf(
    const google::protobuf::RepeatedPtrField<v1::Briefing::Somebody>& people,
    const OrganizationNames& organizations, documents::Language language);

// "number", "title" and "positions" of the first `most`; the sheet is as classified as these are.
std::vector<documents::Data> TopicsOf(
    const google::protobuf::RepeatedPtrField<v1::Briefing::OpenTopic>& topics, int most,
    documents::Language language, Sheet& sheet);

// "text", "side", "due", "state".
documents::Data CommitmentOf(const v1::Commitment& commitment, documents::Language language);

// "date", "place", "content" of the first `most`.
std::vector<documents::Data> ContactsOf(
    const google::protobuf::RepeatedPtrField<v1::Contact>& contacts, int most,
    documents::Language language);

// "text" of the first `most`: a sentence with growth.
std::vector<documents::Data> FiguresOf(const v1::ReportSection& figures, int most);

}  // namespace plenary::printing

#endif  // PLENARY_SERVICES_PRINTING_PAPER_RULES_H_
