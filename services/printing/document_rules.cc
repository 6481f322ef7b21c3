#include "services/printing/document_rules.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/base/errors.h"
#include "services/base/names.h"

namespace plenary::printing {
namespace {

constexpr absl::string_view kTemplates = "documentTemplates/";
constexpr absl::string_view kOrganizations = "organizations/";

struct KindId {
  v1::DocumentKind kind;
  absl::string_view id;
};
constexpr KindId kKinds[] = {
    {v1::DELEGATION_LIST, "delegation-list"},
    {v1::GUEST_PROGRAMME, "programme-guests"},
    {v1::WORKING_PROGRAMME, "programme-working"},
    {v1::HEAD_DAY, "head-day"},
    {v1::EVENT_PROGRAMME, "event-programme"},
    {v1::YEAR_REPORT, "year-report"},
    {v1::ROUND_BRIEF, "round-brief"},
    {v1::COUNTERPART_PAGE, "counterpart-page"},
};

absl::optional<absl::CivilDay> ReadDay(absl::string_view text) {
  absl::CivilDay day;
  // Nothing but "2023-04-18": whatever else reads as a day is written otherwise on the paper.
  if (text.size() != 10 || !absl::ParseCivilTime(text, &day)) return absl::nullopt;
  return day;
}

void AddNames(const documents::Fields& fields, const std::string& before,
              std::vector<std::string>& names) {
  for (const auto& [name, meaning] : fields.texts) names.push_back(before + name);
  for (const auto& [name, inside] : fields.lists) {
    AddNames(inside, absl::StrCat(before, name, "[]."), names);
  }
}

void CheckSubject(const v1::RenderDocumentRequest& request, base::FieldErrors& errors) {
  const std::string& subject = request.subject();
  const absl::string_view event = base::EventOf(subject);
  switch (request.kind()) {
    case v1::EVENT_PROGRAMME:
      if (event.empty() || event != subject) {
        errors.Add("subject", "must be an event, which EVENT_PROGRAMME is of");
      }
      return;
    case v1::YEAR_REPORT:
      if (!subject.empty()) errors.Add("subject", "must be empty: YEAR_REPORT is of a year");
      if (request.year() < 1900) errors.Add("year", "must say of which year, from 1900 on");
      return;
    case v1::ROUND_BRIEF:
      if (base::NegotiationOf(subject).empty()) {
        errors.Add("subject", "must be a round of a negotiation, or the negotiation");
      }
      return;
    case v1::COUNTERPART_PAGE:
      if (!absl::StartsWith(subject, kOrganizations)) {
        errors.Add("subject", "must be an organization, which COUNTERPART_PAGE is of");
      }
      return;
    default:
      if (event.empty() || event == subject) {
        errors.Add("subject", "must be a delegation, which this document is of");
      }
  }
}

}  // namespace

absl::string_view IdOf(v1::DocumentKind kind) {
  for (const KindId& each : kKinds) {
    if (each.kind == kind) return each.id;
  }
  return "";
}

std::string NameOf(const TemplateKey& key) {
  return absl::StrCat(kTemplates, IdOf(key.kind), "-", documents::TagOf(key.language));
}

absl::optional<TemplateKey> KeyNamed(absl::string_view name) {
  for (const TemplateKey& key : AllTemplates()) {
    if (NameOf(key) == name) return key;
  }
  return absl::nullopt;
}

std::vector<TemplateKey> AllTemplates() {
  std::vector<TemplateKey> keys;
  keys.reserve(std::size(kKinds) * std::size(documents::kLanguages));
  for (const KindId& each : kKinds) {
    for (const documents::Language language : documents::kLanguages) {
      keys.push_back({each.kind, language});
    }
  }
  std::sort(keys.begin(), keys.end(), [](const TemplateKey& left, const TemplateKey& right) {
    return NameOf(left) < NameOf(right);
  });
  return keys;
}

std::vector<std::string> FieldNames(const documents::Fields& fields) {
  std::vector<std::string> names;
  AddNames(fields, "", names);
  return names;
}

bool IsOfEvent(v1::DocumentKind kind) {
  return kind != v1::YEAR_REPORT && kind != v1::ROUND_BRIEF && kind != v1::COUNTERPART_PAGE;
}

bool NeedsWholeEvent(v1::DocumentKind kind) {
  return kind == v1::WORKING_PROGRAMME || kind == v1::HEAD_DAY;
}

absl::StatusOr<Order> OrderOf(const v1::RenderDocumentRequest& request) {
  base::FieldErrors errors;
  Order order;
  order.kind = request.kind();
  order.subject = request.subject();
  order.year = request.year();
  order.is_work_in_progress = request.view() == v1::WORK_IN_PROGRESS;
  if (IdOf(request.kind()).empty()) errors.Add("kind", "must be a kind of document there is");
  CheckSubject(request, errors);
  const auto language = documents::LanguageOf(request.language_code());
  if (language) order.language = *language;
  if (!language) {
    errors.Add("language_code",
               "must be \"ru\", \"be\", \"en\" or \"zh\": in these there are "
               "templates");
  }
  if (!request.date().empty()) {
    order.day = ReadDay(request.date());
    if (!order.day) errors.Add("date", "must be a date such as \"2023-04-18\"");
  } else if (request.kind() == v1::HEAD_DAY) {
    errors.Add("date", "must say which day of the head's");
  }
  PLENARY_RETURN_IF_ERROR(errors.ToStatus());
  return order;
}

Order OrderOf(const v1::Print& print, bool is_work_in_progress) {
  Order order;
  order.kind = print.kind();
  order.subject = print.subject();
  order.language = documents::LanguageOf(print.language_code()).value_or(order.language);
  order.day = ReadDay(print.date());
  order.is_work_in_progress = is_work_in_progress;
  return order;
}

}  // namespace plenary::printing
