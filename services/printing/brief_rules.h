// What stands on the report of a year and on the brief for a round. The fields are those of
// services/documents/shipped.h. Pure.
#ifndef PLENARY_SERVICES_PRINTING_BRIEF_RULES_H_
#define PLENARY_SERVICES_PRINTING_BRIEF_RULES_H_

#include <vector>

#include "plenary/v1/action_plans.pb.h"
#include "plenary/v1/negotiations.pb.h"
#include "plenary/v1/reports.pb.h"
#include "services/documents/dates.h"
#include "services/printing/paper_rules.h"
#include "services/printing/sheet_rules.h"

namespace plenary::printing {

// The report, written in one language: its sentences, and behind them the queries of its numbers,
// to which they refer.
void FillReport(const v1::Report& report, documents::Language language, Sheet& sheet);

// What a brief is made of. Two pages hold so much of it: what is left out is told.
struct Brief {
  v1::Briefing briefing;                    // with the positions that its reader is cleared for
  std::vector<v1::Commitment> commitments;  // those that are open by their due date, then others
  v1::ReportSection figures;
  OrganizationNames organizations;
  bool has_more_commitments = false;
};
void FillBrief(const Brief& brief, documents::Language language, Sheet& sheet);

// How many commitments stand on a brief.
inline constexpr int kBriefCommitments = 12;

}  // namespace plenary::printing

#endif  // PLENARY_SERVICES_PRINTING_BRIEF_RULES_H_
