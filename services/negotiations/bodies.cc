// Standing bodies.
#include <string>
#include <utility>

#include "services/base/check.h"
#include "services/base/names.h"
#include "services/negotiations/dossier.h"
#include "services/negotiations/rules.h"
#include "services/negotiations/service.h"

namespace plenary::negotiations {
namespace {

using storage::Call;
using storage::Change;
using storage::Tx;

absl::Status CheckWellFormed(const v1::Body& body) {
  base::FieldErrors errors;
  CheckBody(body, "body", errors);
  return errors.ToStatus();
}

}  // namespace

absl::StatusOr<v1::Body> NegotiationService::CreateBody(
    Change& change, const v1::CreateBodyRequest& request) const {
  v1::Body body = request.body();
  base::ClearOutputOnly(body);
  const std::string id = request.body_id().empty() ? change.NewId() : request.body_id();
  body.set_name(base::MakeName(kBodyPattern, {id}));
  PLENARY_RETURN_IF_ERROR(CheckWellFormed(body));
  PLENARY_RETURN_IF_ERROR(CheckNamed(change.tx(), body, v1::Body(), "body"));
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(body.name()));
  return Add(change, now, std::move(body));
}

absl::StatusOr<v1::Body> NegotiationService::GetBody(Tx& tx, const Call&,
                                                     const v1::GetBodyRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(v1::Body body,
                           storage::Existing(FindBody(tx, request.name()), request.name()));
  PLENARY_RETURN_IF_ERROR(base::Project(request.read_mask(), body));
  return body;
}

absl::StatusOr<v1::ListBodiesResponse> NegotiationService::ListBodies(
    Tx& tx, const Call& call, const v1::ListBodiesRequest& request) const {
  const absl::string_view scope = SeesBodies(call.access) ? "" : "1 = 0";
  PLENARY_ASSIGN_OR_RETURN(
      auto page, storage::List<v1::Body>(tx, call, BodyList(), request, "", scope, {}, sealer_));
  v1::ListBodiesResponse response;
  for (v1::Body& body : page.resources) *response.add_bodies() = std::move(body);
  response.set_next_page_token(std::move(page.next_page_token));
  return response;
}

absl::StatusOr<v1::Body> NegotiationService::UpdateBody(
    Change& change, const v1::UpdateBodyRequest& request) const {
  const v1::Body& asked = request.body();
  PLENARY_ASSIGN_OR_RETURN(
      const v1::Body before,
      storage::Living(FindBody(change.tx(), asked.name()), asked.name(), asked.etag()));
  v1::Body after = before;
  PLENARY_RETURN_IF_ERROR(base::ApplyMask(request.update_mask(), asked, after));
  after.set_name(before.name());
  PLENARY_RETURN_IF_ERROR(CheckWellFormed(after));
  PLENARY_RETURN_IF_ERROR(CheckNamed(change.tx(), after, before, "body"));
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(before.name()));
  return Keep(change, now, before, std::move(after));
}

absl::StatusOr<v1::Body> NegotiationService::DeleteBody(
    Change& change, const v1::DeleteBodyRequest& request) const {
  Tx& tx = change.tx();
  // Whoever begins to negotiate in it does so before or after.
  PLENARY_RETURN_IF_ERROR(tx.Require(request.name()));
  PLENARY_ASSIGN_OR_RETURN(const v1::Body before, storage::Living(FindBody(tx, request.name()),
                                                                  request.name(), request.etag()));
  PLENARY_ASSIGN_OR_RETURN(const std::string negotiation, NegotiationIn(tx, before.name()));
  PLENARY_RETURN_IF_ERROR(storage::CheckUnblocked(before.name(), negotiation));
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(before.name()));
  return KeepDeleted(change, now, before);
}

absl::StatusOr<v1::Body> NegotiationService::UndeleteBody(
    Change& change, const v1::UndeleteBodyRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(
      const v1::Body before,
      storage::Current(FindBody(change.tx(), request.name()), request.name(), request.etag()));
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(before.name()));
  return KeepUndeleted(change, now, before);
}

}  // namespace plenary::negotiations
