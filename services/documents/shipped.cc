#include "services/documents/shipped.h"

#include <algorithm>
#include <map>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "services/documents/package.h"
#include "services/documents/shipped_sources.h"

namespace plenary::documents {
namespace {

using Texts = std::map<std::string, std::string>;

// What every document knows.
Fields WithCommon(Texts texts, std::map<std::string, Fields> lists) {
  texts.insert({
      {"print.version", "number of the release; empty where this is not released yet"},
      {"print.time", "when this was printed, in the event's time zone"},
      {"print.id", "by which one asks what changed since this print"},
      {"event.name", "name of the event"},
      {"event.dates", "its days: 18–21 April 2023"},
      {"event.place", "city and venue"},
  });
  return {"", std::move(texts), std::move(lists)};
}

// What every document knows that is of no event.
Fields OfNoEvent(Texts texts, std::map<std::string, Fields> lists) {
  texts["print.time"] = "when this was printed";
  return {"", std::move(texts), std::move(lists)};
}

Fields Days(Texts items, const char* list, const char* meaning,
            std::map<std::string, Fields> inside = {}) {
  return {"days of the programme",
          {{"date", "date with its weekday: Tuesday, 18 April 2023"}},
          {{list, {meaning, std::move(items), std::move(inside)}}}};
}

Fields DelegationList() {
  return WithCommon({{"delegation.name", "name of the delegation"},
                     {"delegation.number", "number of this composition"},
                     {"delegation.size", "how many people are in it"}},
                    {{"people",
                      {"members of the delegation, in order of precedence",
                       {{"number", "number in the list"},
                        {"name", "full name, as the language writes it"},
                        {"position", "title"},
                        {"organization", "affiliation"},
                        {"role", "capacity: head of delegation, observer …"},
                        {"note", "remark"}},
                       {}}}});
}

Fields ProgrammeGuests() {
  return WithCommon(
      {{"delegation.name", "name of the delegation"}, {"delegation.dates", "days of the stay"}},
      {{"days", Days({{"time", "from and to: 09:30–10:15"},
                      {"title", "what takes place"},
                      {"place", "where"},
                      {"remarks", "dress, who is invited …"}},
                     "items", "what takes place on a day")}});
}

Fields ProgrammeWorking() {
  return WithCommon(
      {{"delegation.name", "name of the delegation"}, {"delegation.dates", "days of the stay"}},
      {{"days", Days({{"time", "from and to: 09:30–10:15"},
                      {"title", "what takes place"},
                      {"place", "hall or place"},
                      {"meets", "who meets the guests or takes part for the hosts"},
                      {"car", "car and driver"},
                      {"interpreter", "interpreter and languages"},
                      {"responsible", "responsible official"},
                      {"phone", "his or her telephone"},
                      {"remarks", "what else the staff should know"}},
                     "items", "what takes place on a day")}});
}

Fields HeadDay() {
  return WithCommon({{"person.name", "the head's full name"},
                     {"person.position", "title"},
                     {"person.organization", "affiliation"},
                     {"delegation.name", "name of the delegation"},
                     {"day.date", "date with its weekday: Tuesday, 18 April 2023"}},
                    {{"items",
                      {"what takes place",
                       {{"time", "from and to: 09:30–10:15"},
                        {"title", "what takes place"},
                        {"place", "where"},
                        {"with", "who takes part"},
                        {"remarks", "what else to know"}},
                       {}}},
                     {"contacts",
                      {"whom to call",
                       {{"role", "liaison officer, driver, interpreter …"},
                        {"name", "name"},
                        {"phone", "telephone"}},
                       {}}}});
}

Fields EventProgramme() {
  return WithCommon({}, {{"days", Days({{"time", "from and to: 09:30–10:15"},
                                        {"title", "title of the session"},
                                        {"hall", "hall"},
                                        {"track", "track"},
                                        {"languages", "languages spoken"},
                                        {"interpretation", "mode of interpretation and languages"},
                                        {"remarks", "what else visitors should know"}},
                                       "sessions", "sessions of a day",
                                       {{"speakers",
                                         {"speakers and moderators of a session",
                                          {{"name", "full name"},
                                           {"affiliation", "affiliation"},
                                           {"role", "moderator …; empty for speakers"}},
                                          {}}}})}});
}

Fields YearReport() {
  return OfNoEvent(
      {{"report.title", "title with the year"}, {"report.until", "how far the year had gone"}},
      {{"sections",
        {"parts of the report",
         {{"title", "heading"}},
         {{"sentences",
           {"what a part says",
            {{"text", "the sentence"}, {"numbers", "which of the sources its numbers come from"}},
            {}}}}}},
       {"sources",
        {"the queries behind the numbers",
         {{"number", "by which sentences refer to it"},
          {"value", "the number with its unit"},
          {"status", "preliminary, illustrative; empty for others"},
          {"query", "method and request of the API"}},
         {}}}});
}

Fields RoundBrief() {
  return OfNoEvent(
      {{"brief.classification", "the highest classification of what is in it; empty where none is"},
       {"negotiation.name", "name of the negotiation"},
       {"negotiation.counterpart", "with whom"},
       {"negotiation.body", "standing body"},
       {"negotiation.note", "what one should know of it"},
       {"round.name", "name of the round, or its number"},
       {"round.dates", "its days: 18–21 April 2023"},
       {"round.place", "where"},
       {"topics.more", "that there are more topics; empty where not"},
       {"commitments.more", "that there are more commitments; empty where not"}},
      {{"people",
        {"who takes part: theirs first",
         {{"side", "ours, theirs"},
          {"name", "full name, as the language writes it"},
          {"role", "as what"},
          {"organization", "affiliation"}},
         {}}},
       {"topics",
        {"open topics, as they stand on the agenda",
         {{"number", "number in the list"}, {"title", "title"}},
         {{"positions",
           {"positions that whoever prints it is cleared for",
            {{"side", "ours, theirs"},
             {"classification", "confidential, secret; empty for others"},
             {"text", "what is said"}},
            {}}}}}},
       {"commitments",
        {"past commitments that are open, and the last that are not",
         {{"text", "what was undertaken"},
          {"side", "ours, theirs, joint"},
          {"due", "until when"},
          {"state", "where it stands"}},
         {}}},
       {"figures",
        {"figures with the counterpart's country", {{"text", "sentence with growth"}}, {}}},
       {"contacts",
        {"the last contacts",
         {{"date", "day"}, {"place", "where"}, {"content", "what was talked about"}},
         {}}}});
}

Fields CounterpartPage() {
  const Texts round = {{"name", "name of the round, or its number"},
                       {"dates", "its days: 18–21 April 2023"},
                       {"place", "where"}};
  return OfNoEvent(
      {{"counterpart.classification",
        "the highest classification of what is in it; empty where none is"},
       {"counterpart.name", "the counterpart"},
       {"counterpart.today", "the day of which it tells"},
       {"dossiers.more", "that there are more negotiations; empty where not"},
       {"next.more", "that there are more rounds to come; empty where not"},
       {"held.more", "that there are more rounds held; empty where not"},
       {"topics.more", "that there are more topics; empty where not"},
       {"protocols.more", "that there are more documents; empty where not"},
       {"commitments.more", "that there are more commitments; empty where not"},
       {"contacts.more", "that there are more contacts; empty where not"},
       {"results.more", "that there are more results; empty where not"},
       {"figures.more", "that there are more figures; empty where not"},
       {"gaps.more", "that there are more gaps; empty where not"}},
      {{"dossiers",
        {"negotiations with the counterpart",
         {{"name", "name"}, {"body", "standing body"}, {"note", "what one should know"}},
         {}}},
       {"people",
        {"who is who: theirs first",
         {{"side", "ours, theirs"},
          {"name", "full name, as the language writes it"},
          {"role", "as what"},
          {"organization", "affiliation"}},
         {}}},
       {"next", {"rounds to come, the next one first", round, {}}},
       {"held", {"rounds held, the latest first", round, {}}},
       {"topics",
        {"open topics, as they stand on the agenda",
         {{"number", "number in the list"}, {"title", "title"}},
         {{"positions",
           {"positions that whoever prints it is cleared for",
            {{"side", "ours, theirs"},
             {"classification", "confidential, secret; empty for others"},
             {"text", "what is said"}},
            {}}}}}},
       {"protocols",
        {"what was written down, the latest first",
         {{"type", "minutes, memorandum …"},
          {"title", "title"},
          {"date", "day"},
          {"state", "where it stands"}},
         {}}},
       {"commitments",
        {"open commitments by their due date, ours first",
         {{"text", "what was undertaken"},
          {"side", "ours, theirs, joint"},
          {"due", "until when"},
          {"state", "where it stands, or that it is overdue"}},
         {}}},
       {"contacts",
        {"the last contacts",
         {{"date", "day"}, {"place", "where"}, {"content", "what was talked about"}},
         {}}},
       {"results",
        {"what came of it, the latest first",
         {{"kind", "contract, pilot project …"},
          {"title", "title"},
          {"date", "day"},
          {"amount", "amount with its currency"}},
         {}}},
       {"figures",
        {"figures with the counterpart's country", {{"text", "sentence with growth"}}, {}}},
       {"gaps",
        {"where the thread breaks off",
         {{"what", "what is missing"}, {"about", "where"}, {"since", "since which day"}},
         {}}}});
}

size_t ColumnOf(Language language) {
  return 1 + static_cast<size_t>(std::find(std::begin(kLanguages), std::end(kLanguages), language) -
                                 std::begin(kLanguages));
}

// A word of words.txt, without the blanks around it and with those that it asks for.
std::string WordOf(absl::string_view cell) {
  std::string word(absl::StripAsciiWhitespace(cell));
  if (absl::StartsWith(word, "_")) word.front() = ' ';
  if (absl::EndsWith(word, "_")) word.back() = ' ';
  return word;
}

// The words of templates/words.txt in a language.
Texts WordsIn(Language language) {
  Texts words;
  for (const absl::string_view line : absl::StrSplit(ShippedSources().at("words.txt"), '\n')) {
    if (line.empty() || line[0] == '#') continue;
    const std::vector<std::string> cells = absl::StrSplit(line, '|');
    words[WordOf(cells.front())] = WordOf(cells.at(ColumnOf(language)));
  }
  return words;
}

// A source with its [[words]].
std::string Translated(const std::string& source, const Texts& words) {
  std::vector<std::pair<std::string, std::string>> replacements;
  replacements.reserve(words.size());
  for (const auto& [key, word] : words) {
    replacements.emplace_back(absl::StrCat("[[", key, "]]"),
                              absl::StrReplaceAll(word, {{"&", "&amp;"}, {"<", "&lt;"}}));
  }
  return absl::StrReplaceAll(ShippedSources().at(source), replacements);
}

}  // namespace

const std::vector<DocumentKind>& DocumentKinds() {
  static const std::vector<DocumentKind>* const kinds = new std::vector<DocumentKind>{
      {"delegation-list", DelegationList()},     {"programme-guests", ProgrammeGuests()},
      {"programme-working", ProgrammeWorking()}, {"head-day", HeadDay()},
      {"event-programme", EventProgramme()},     {"year-report", YearReport(), false},
      {"round-brief", RoundBrief(), false},      {"counterpart-page", CounterpartPage(), false},
  };
  return *kinds;
}

const DocumentKind* FindDocumentKind(absl::string_view id) {
  for (const DocumentKind& kind : DocumentKinds()) {
    if (kind.id == id) return &kind;
  }
  return nullptr;
}

std::string DocumentTitle(absl::string_view id, Language language) {
  return WordsIn(language).at(absl::StrCat(id, ".title"));
}

std::string ShippedTemplate(absl::string_view id, Language language) {
  Texts words = WordsIn(language);
  words["title"] = words.at(absl::StrCat(id, ".title"));
  const bool is_landscape =
      absl::StrContains(ShippedSources().at(absl::StrCat(id, ".xml")), "landscape");
  words["footer.style"] = is_landscape ? "FooterWide" : "Footer";
  const std::pair<std::string, std::string> sources[] = {
      {"[Content_Types].xml", "content_types.xml"},
      {"_rels/.rels", "package_rels.xml"},
      {"docProps/core.xml", "core.xml"},
      {"word/_rels/document.xml.rels", "document_rels.xml"},
      {"word/document.xml", absl::StrCat(id, ".xml")},
      {"word/fontTable.xml", "fontTable.xml"},
      {"word/footer1.xml", FindDocumentKind(id)->is_of_event ? "footer.xml" : "footer-unkept.xml"},
      {"word/settings.xml", "settings.xml"},
      {"word/styles.xml", "styles.xml"},
  };
  std::vector<Part> parts;
  parts.reserve(std::size(sources));
  for (const auto& [name, source] : sources) parts.push_back({name, Translated(source, words)});
  // Fails only where there is no memory left.
  return *Zip(parts);
}

}  // namespace plenary::documents
