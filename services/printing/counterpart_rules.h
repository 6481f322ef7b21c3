// What stands on the page of a counterpart. The fields are those of services/documents/shipped.h.
// Pure.
#ifndef PLENARY_SERVICES_PRINTING_COUNTERPART_RULES_H_
#define PLENARY_SERVICES_PRINTING_COUNTERPART_RULES_H_

#include "plenary/v1/reports.pb.h"
#include "plenary/v1/thread.pb.h"
#include "services/documents/dates.h"
#include "services/printing/paper_rules.h"
#include "services/printing/sheet_rules.h"

namespace plenary::printing {

// What a page is made of.
struct Counterpart {
  v1::CounterpartPage page;   // with the positions that its reader is cleared for
  v1::ReportSection figures;  // with its country
  OrganizationNames organizations;
};
void FillCounterpart(const Counterpart& counterpart, documents::Language language, Sheet& sheet);

// How many of each the page asks for.
inline constexpr int kCounterpartSection = 20;

}  // namespace plenary::printing

#endif  // PLENARY_SERVICES_PRINTING_COUNTERPART_RULES_H_
