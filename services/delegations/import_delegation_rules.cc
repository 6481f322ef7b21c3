#include "services/delegations/import_delegation_rules.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/delegations/import_words_rules.h"
#include "services/interchange/cells.h"

namespace plenary::delegations {
namespace {

using Column = v1::ImportColumn;
using Doc = v1::DocumentReference;

void ReadPeopleAndPapers(const Column& column, const std::string& text, CellReader& cells,
                         DelegationRow& row) {
  switch (column.field()) {
    case v1::FOCAL_POINTS:
      row.focal_points = SplitEntries(OneLine(text), ',');
      break;
    case v1::LIAISON_OFFICER:
      row.liaison_officer = OneLine(text);
      break;
    case v1::BASIS:
      for (Doc& paper : ReadBasis(SeveralLines(text))) {
        *row.delegation.add_basis() = std::move(paper);
      }
      break;
    case v1::QUOTA:
      if (const auto limit = cells.Number(column, text, 1'000'000)) {
        row.limits[column.category()] = *limit;
      }
      break;
    default:  // Ignored, not read back, or of lists of participants.
      break;
  }
}

void ReadCell(const Column& column, const std::string& text, CellReader& cells,
              DelegationRow& row) {
  v1::Delegation& delegation = row.delegation;
  switch (column.field()) {
    case v1::DELEGATION:
      row.id = std::string(base::LastId(OneLine(text)));
      break;
    case v1::ORGANIZATION:
      row.organizations.push_back(cells.Localized(column, text));
      break;
    case v1::DELEGATION_NAME:
      *delegation.add_display_names() = cells.Localized(column, text);
      break;
    case v1::COUNTRY:
      row.country_code = cells.Country(column, text);
      break;
    case v1::PAYER:
      if (const auto payer = ReadPayer(OneLine(text))) {
        delegation.set_payer(*payer);
      } else {
        cells.Reject(column, absl::StrCat("«", text, "» is nobody who pays"),
                     absl::StrCat("Write one of: ", PayerWords(cells.reading().language), "."));
      }
      break;
    case v1::STAY_START:
      if (const auto time = cells.Time(column, text)) {
        *delegation.mutable_stay()->mutable_start_time() = *time;
      }
      break;
    case v1::STAY_END:
      if (const auto time = cells.Time(column, text, true)) {
        *delegation.mutable_stay()->mutable_end_time() = *time;
      }
      break;
    case v1::NOTE:
      delegation.set_note(SeveralLines(text));
      break;
    default:
      ReadPeopleAndPapers(column, text, cells, row);
  }
}

bool IsSamePaper(const Doc& a, const Doc& b) {
  return a.kind() == b.kind() && IsSameText(a.registration_number(), b.registration_number()) &&
         IsSameText(a.date(), b.date()) && IsSameText(a.signatory(), b.signatory()) &&
         IsSameText(a.external_url(), b.external_url());
}

void Apply(const std::string& said, std::string& text) {
  if (!said.empty() && !IsSameText(said, text)) text = said;
}

}  // namespace

DelegationRow ReadDelegationRow(const interchange::TableRow& cells, const ListReading& reading) {
  CellReader reader(cells, reading, false);
  DelegationRow row;
  row.line = cells.line;
  for (const Column& column : reading.columns) {
    if (column.field() == v1::DELEGATION && !reader.TextOf(column).empty()) {
      reader.TrustLanguages();
    }
  }
  for (const Column& column : reading.columns) {
    const std::string text = reader.TextOf(column);
    if (text.empty()) continue;
    reader.Note(column);
    ReadCell(column, text, reader, row);
  }
  if (row.id.empty() && row.organizations.empty() && row.delegation.display_names().empty()) {
    reader.Add(0, v1::ImportReject::REJECTED,
               base::BadField("delegation.organization", "must say whose delegation it is"),
               "Write the organization, or leave the row out.");
  }
  row.said = reader.said();
  row.problems = reader.TakeProblems();
  return row;
}

void ApplyRow(const DelegationRow& row, v1::Delegation& delegation) {
  const v1::Delegation& said = row.delegation;
  for (const v1::LocalizedText& name : said.display_names()) {
    auto& names = *delegation.mutable_display_names();
    const auto found = std::find_if(names.begin(), names.end(), [&](const auto& each) {
      return each.language() == name.language() && each.side() == name.side();
    });
    if (found == names.end()) {
      *names.Add() = name;
    } else {
      Apply(name.text(), *found->mutable_text());
    }
  }
  if (row.Says(v1::PAYER)) delegation.set_payer(said.payer());
  const bool is_same_basis =
      std::equal(said.basis().begin(), said.basis().end(), delegation.basis().begin(),
                 delegation.basis().end(), IsSamePaper);
  if (!said.basis().empty() && !is_same_basis) *delegation.mutable_basis() = said.basis();
  // A list shows times to the second.
  if (said.stay().has_start_time() &&
      said.stay().start_time().seconds() != delegation.stay().start_time().seconds()) {
    *delegation.mutable_stay()->mutable_start_time() = said.stay().start_time();
  }
  if (said.stay().has_end_time() &&
      said.stay().end_time().seconds() != delegation.stay().end_time().seconds()) {
    *delegation.mutable_stay()->mutable_end_time() = said.stay().end_time();
  }
  if (!said.note().empty()) Apply(said.note(), *delegation.mutable_note());
}

std::string BasisText(const google::protobuf::RepeatedPtrField<Doc>& basis,
                      absl::string_view language) {
  std::vector<std::string> papers;
  papers.reserve(basis.size());
  for (const Doc& paper : basis) {
    // An empty part keeps its place as a dash, which no part of a paper is.
    std::vector<std::string> parts = {DocumentKindWord(paper.kind(), language),
                                      paper.registration_number(), paper.date(), paper.signatory(),
                                      paper.external_url()};
    while (!parts.empty() && parts.back().empty()) parts.pop_back();
    for (std::string& part : parts) {
      if (part.empty()) part.push_back('-');
    }
    papers.push_back(JoinEntries(parts, '|'));
  }
  return JoinEntries(papers, ';');
}

std::vector<Doc> ReadBasis(absl::string_view text) {
  std::vector<Doc> basis;
  for (const std::string& one : SplitEntries(text, ';')) {
    std::vector<std::string> parts = SplitEntries(one, '|');
    for (std::string& part : parts) {
      if (part == "-") part.clear();
    }
    Doc paper;
    if (const auto kind = parts.empty() ? absl::nullopt : ReadDocumentKind(parts.front())) {
      paper.set_kind(*kind);
      parts.erase(parts.begin());
    } else if (parts.size() > 1 && parts.front().empty()) {
      parts.erase(parts.begin());
    }
    parts.resize(4);
    paper.set_registration_number(parts[0]);
    paper.set_date(parts[1]);
    if (const auto day = interchange::ReadDate(parts[1]); day.ok()) {
      paper.set_date(absl::FormatCivilTime(*day));
    }
    paper.set_signatory(parts[2]);
    paper.set_external_url(parts[3]);
    basis.push_back(std::move(paper));
  }
  return basis;
}

std::string PersonText(absl::string_view display_name, absl::string_view person) {
  return absl::StrCat(display_name, display_name.empty() ? "(" : " (", base::LastId(person), ")");
}

std::string IdIn(absl::string_view text) {
  if (absl::StartsWith(text, "people/")) return std::string(base::LastId(text));
  const size_t open = text.rfind('(');
  if (open == absl::string_view::npos || !absl::EndsWith(text, ")")) return "";
  const absl::string_view id = absl::StripSuffix(text.substr(open + 1), ")");
  return base::IsId(id) ? std::string(id) : "";
}

}  // namespace plenary::delegations
