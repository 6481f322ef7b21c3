// The rules of a protocol's items: how they are numbered, which texts are in step, what they must
// be like. Pure.
#ifndef PLENARY_SERVICES_PROTOCOLS_ITEM_RULES_H_
#define PLENARY_SERVICES_PROTOCOLS_ITEM_RULES_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "plenary/v1/protocols.pb.h"
#include "services/base/errors.h"

namespace plenary::protocols {

// How many living items a protocol has at most, and how deep they lie in one another.
inline constexpr int kMostItems = 500;
inline constexpr int kDeepest = 3;

// Adds what is wrong beyond what fields declare. `field` is the path in the request:
// "protocol_item".
void CheckItem(const v1::ProtocolItem& item, absl::string_view field, base::FieldErrors& errors);

// --- Texts.

// Makes `item` the revision after `before`, whose texts it may have changed. Where one of the
// latest texts changed, those that changed are of the new revision, and the others are behind;
// where only texts changed that were behind or missing, they have caught up with the latest.
void TakeTexts(const v1::Protocol& protocol, const v1::ProtocolItem& before,
               v1::ProtocolItem& item);
// Makes `item` its next revision, in which the texts in `languages` (none: all) are in step. Adds
// an error for a language without a text, at "languages[0]".
void ConfirmTexts(const v1::Protocol& protocol,
                  const google::protobuf::RepeatedPtrField<std::string>& languages,
                  v1::ProtocolItem& item, base::FieldErrors& errors);
// The authentic languages of the protocol in which the text of `item` is missing or older than in
// another of them, in the protocol's order.
std::vector<std::string> OutOfStep(const v1::Protocol& protocol, const v1::ProtocolItem& item);

// --- Numbers.

// Puts the living items of a protocol in order: those that are part of none by their place, each
// followed by its parts. Sets place and number. `moved`, one of their names or none, takes its
// place and the others make room; a place of 0 or beyond the last is the last.
std::vector<v1::ProtocolItem> InOrder(std::vector<v1::ProtocolItem> items, absl::string_view moved);
// How deep `item` lies in `items`, from 1. An item is among them with all it is part of.
int DepthOf(const std::vector<v1::ProtocolItem>& items, const v1::ProtocolItem& item);

// --- A protocol as a whole.

// Whether a protocol can be agreed or approved with these living items. FAILED_PRECONDITION:
// WRONG_STATE where there are none, LANGUAGES_OUT_OF_STEP with metadata `item` (the first) and
// `languages`.
absl::Status CheckComplete(const v1::Protocol& protocol,
                           const std::vector<v1::ProtocolItem>& items);
// FAILED_PRECONDITION: DUE_BEFORE_SOURCE, where a commitment among `items` is due before
// `source_date`; empty: not known.
absl::Status CheckDueDates(const std::vector<v1::ProtocolItem>& items,
                           absl::string_view source_date);

}  // namespace plenary::protocols

#endif  // PLENARY_SERVICES_PROTOCOLS_ITEM_RULES_H_
