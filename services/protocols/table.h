// Protocols and their items in the database, written once for every engine.
//
// What other rooms may read of protocols is here.
#ifndef PLENARY_SERVICES_PROTOCOLS_TABLE_H_
#define PLENARY_SERVICES_PROTOCOLS_TABLE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "plenary/v1/protocols.pb.h"
#include "services/base/list_query.h"
#include "services/storage/store.h"

namespace plenary::protocols {

// Name patterns.
inline constexpr absl::string_view kProtocolPattern =
    "negotiations/{negotiation}/protocols/{protocol}";
inline constexpr absl::string_view kProtocolItemPattern =
    "negotiations/{negotiation}/protocols/{protocol}/items/{item}";

// The protocol that an item is of.
absl::string_view ProtocolOf(absl::string_view item);

// --- Protocols.

absl::StatusOr<absl::optional<v1::Protocol>> FindProtocol(storage::Tx& tx, absl::string_view name);
absl::StatusOr<std::vector<absl::optional<v1::Protocol>>> FindProtocols(
    storage::Tx& tx, const std::vector<std::string>& names);

// Writes a new row. ALREADY_EXISTS: RESOURCE_ALREADY_EXISTS where the name is taken.
absl::Status InsertProtocol(storage::Tx& tx, const v1::Protocol& protocol);
absl::Status UpdateProtocolRow(storage::Tx& tx, const v1::Protocol& protocol);

// Within "negotiation = $1".
const base::ListSpec& ProtocolList();

// --- Items. out_of_step_languages is not stored.

absl::StatusOr<absl::optional<v1::ProtocolItem>> FindProtocolItem(storage::Tx& tx,
                                                                  absl::string_view name);
// The living items of a protocol, in their order.
absl::StatusOr<std::vector<v1::ProtocolItem>> ListItems(storage::Tx& tx,
                                                        absl::string_view protocol);

// Writes a new row behind all others. ALREADY_EXISTS: RESOURCE_ALREADY_EXISTS where the name is
// taken.
absl::Status InsertProtocolItem(storage::Tx& tx, const v1::ProtocolItem& item);
// Writes a row anew; the item stands where it stood.
absl::Status UpdateProtocolItemRow(storage::Tx& tx, const v1::ProtocolItem& item);
// Writes the row of an item that stands at `sequence` in its protocol, from 1.
absl::Status PlaceProtocolItem(storage::Tx& tx, const v1::ProtocolItem& item, int64_t sequence);
// Keeps an item as it is in its current revision.
absl::Status InsertRevision(storage::Tx& tx, const v1::ProtocolItem& item);

// Within "protocol = $1".
const base::ListSpec& ProtocolItemList();
// Within "item = $1". It knows neither masks nor deleted ones.
const base::ListSpec& ProtocolItemRevisionList();

}  // namespace plenary::protocols

#endif  // PLENARY_SERVICES_PROTOCOLS_TABLE_H_
