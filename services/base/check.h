// The check of a request by itself, before anything is read: what the field options in
// plenary/v1/options.proto and google.api.field_behavior declare.
#ifndef PLENARY_SERVICES_BASE_CHECK_H_
#define PLENARY_SERVICES_BASE_CHECK_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "google/protobuf/field_mask.pb.h"
#include "google/protobuf/message.h"
#include "services/base/errors.h"

namespace plenary::base {

// Adds every violation in `request`, nested messages and lists included, to `errors`:
// REQUIRED fields that are absent, texts over their limit (4,096 bytes where none is declared),
// lists over theirs (1,000 items), numbers outside their range, names and ids of another form,
// enum values that are unknown, times outside 0001–9999, intervals that end before they start,
// malformed page sizes (negative), request ids over 128 printable ASCII characters, texts with the
// zero character. Fields that are OUTPUT_ONLY are ignored, and the names of what is created.
// In an update (a request with `update_mask`) REQUIRED fields of the resource that the mask does
// not name are not asked for, but its name is. Safe from several threads.
void CheckFields(const google::protobuf::Message& request, FieldErrors& errors);

// Clears every OUTPUT_ONLY field of `resource`, nested ones included.
void ClearOutputOnly(google::protobuf::Message& resource);

// Whether `message` has a text that the options call a secret, and clears each. Secrets stand in a
// request or answer itself, not in what it holds.
bool HasSecrets(const google::protobuf::Message& message);
void ClearSecrets(google::protobuf::Message& message);

// Applies an update by mask (AIP-134): copies the fields that `mask` names from `from` to `onto`.
// An empty mask means every field that is set in `from`; "*" means every field that may be set.
// INVALID_FIELD_MASK where the mask names an unknown, OUTPUT_ONLY, IDENTIFIER or IMMUTABLE field,
// leads through a list, or, where it names none, an IMMUTABLE field is set to another value.
absl::Status ApplyMask(const google::protobuf::FieldMask& mask,
                       const google::protobuf::Message& from, google::protobuf::Message& onto);

// Keeps only the fields of `message` that a read_mask names (AIP-157); an empty mask or "*" keeps
// all. INVALID_FIELD_MASK where it names an unknown field. `message` may be an answer's resource.
absl::Status Project(const google::protobuf::FieldMask& read_mask,
                     google::protobuf::Message& message);

}  // namespace plenary::base

#endif  // PLENARY_SERVICES_BASE_CHECK_H_
