#include "services/control/protocol_commitments.h"

#include <string>
#include <utility>

#include "absl/types/optional.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/control/circumstances.h"
#include "services/control/commitment_rules.h"
#include "services/control/commitment_table.h"
#include "services/control/day_rules.h"
#include "services/control/keeping.h"
#include "services/negotiations/table.h"
#include "services/storage/store.h"

namespace plenary::control {
namespace {

using storage::Change;
using Commitment = v1::Commitment;
using Item = v1::ProtocolItem;

Commitment::Side SideOf(Item::Side side) {
  switch (side) {
    case Item::OURS:
      return Commitment::OURS;
    case Item::THEIRS:
      return Commitment::THEIRS;
    case Item::JOINT:
      return Commitment::JOINT;
    default:
      return Commitment::SIDE_UNSPECIFIED;
  }
}

// What an item says, as a commitment.
Commitment CommitmentOf(const Item& item) {
  Commitment made;
  made.set_side(SideOf(item.commitment().side()));
  made.mutable_source()->set_protocol_item(item.name());
  for (const v1::ProtocolText& text : item.texts()) {
    v1::ControlText& copy = *made.add_texts();
    copy.set_language(text.language());
    copy.set_text(text.text());
  }
  if (!item.commitment().due_date().empty()) {
    made.mutable_due()->set_date(item.commitment().due_date());
  } else if (item.commitment().is_continuous()) {
    made.mutable_due()->mutable_continuous();
  }
  return made;
}

absl::Status Make(Change& change, const Circumstances& circumstances, const Item& item,
                  Commitment made) {
  storage::Tx& tx = change.tx();
  PLENARY_ASSIGN_OR_RETURN(const auto there, FindCommitmentOf(tx, item.name()));
  if (there.has_value()) return absl::OkStatus();
  if (!item.amends_item().empty()) {
    PLENARY_ASSIGN_OR_RETURN(const auto older, FindCommitmentOf(tx, item.amends_item()));
    if (older.has_value()) made.set_supersedes(older->name());
  }
  FillIn(circumstances.today, made);
  PLENARY_RETURN_IF_ERROR(CheckNotBeforeSource(made.due_date(), made.source_date()));
  const std::string name = base::MakeName(kCommitmentPattern, {change.NewId()});
  return KeepNew(change, circumstances, name, std::move(made)).status();
}

}  // namespace

absl::Status ProtocolCommitments::Concluded(Change& change, const v1::Protocol& protocol,
                                            const std::vector<Item>& items) {
  PLENARY_ASSIGN_OR_RETURN(const Circumstances circumstances, FindCircumstances(change));
  const std::string negotiation(base::NegotiationOf(protocol.name()));
  PLENARY_ASSIGN_OR_RETURN(const auto dossier,
                           negotiations::FindNegotiation(change.tx(), negotiation));
  for (const Item& item : items) {
    if (item.kind() != Item::COMMITMENT) continue;
    Commitment made = CommitmentOf(item);
    made.set_negotiation(negotiation);
    made.set_source_date(protocol.date());
    if (dossier.has_value()) made.set_counterpart(dossier->counterpart());
    PLENARY_RETURN_IF_ERROR(Make(change, circumstances, item, std::move(made)));
  }
  return absl::OkStatus();
}

}  // namespace plenary::control
