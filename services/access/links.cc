// The registration links of service.h.
#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/access/credentials.h"
#include "services/access/pages.h"
#include "services/access/rules.h"
#include "services/access/service.h"
#include "services/access/table.h"
#include "services/base/check.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/delegations/table.h"
#include "services/events/table.h"
#include "services/storage/resource.h"

namespace plenary::access {
namespace {

using storage::Call;
using storage::Change;
using storage::Tx;

// The web page that a link opens. The secret stands behind the #, which browsers send to nobody, so
// it enters no log on the way.
constexpr absl::string_view kPage = "/register#";

absl::Status CheckParent(Tx& tx, const std::string& parent) {
  if (base::EventOf(parent) == parent) {
    return storage::Existing(events::FindEvent(tx, parent), parent).status();
  }
  return storage::Existing(delegations::FindDelegation(tx, parent), parent).status();
}

}  // namespace

absl::StatusOr<v1::CreateRegistrationLinkResponse> AccessService::CreateRegistrationLink(
    Change& change, const v1::CreateRegistrationLinkRequest& request) const {
  v1::RegistrationLink link = request.registration_link();
  base::ClearOutputOnly(link);
  link.clear_name();
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now("registrationLinks/-"));
  const std::string& delegation = request.registration_link().delegation();
  PLENARY_ASSIGN_OR_RETURN(
      const absl::Time expire,
      ExpiryOf(link.has_expire_time(), absl::FromUnixMicros(storage::ToMicros(link.expire_time())),
               now, kLinkLife, kLongestLinkLife, "registration_link.expire_time"));
  PLENARY_ASSIGN_OR_RETURN(const auto living, LivingOf(change.tx(), {delegation}));
  if (!std::binary_search(living.begin(), living.end(), delegation)) {
    return base::NotFound(delegation);
  }
  PLENARY_ASSIGN_OR_RETURN(auto made,
                           Make(change, random_, CredentialKind::kLink, delegation, expire, link));
  v1::CreateRegistrationLinkResponse response;
  *response.mutable_registration_link() = std::move(made.resource);
  if (!public_url_.empty()) response.set_url(absl::StrCat(public_url_, kPage, made.secret));
  response.set_secret(std::move(made.secret));
  return response;
}

absl::StatusOr<v1::RegistrationLink> AccessService::GetRegistrationLink(
    Tx& tx, const Call&, const v1::GetRegistrationLinkRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(const auto link,
                           LoadCredential(tx, request.name(), CredentialKind::kLink));
  return Told<v1::RegistrationLink>(link, tx.now());
}

absl::StatusOr<v1::ListRegistrationLinksResponse> AccessService::ListRegistrationLinks(
    Tx& tx, const Call& call, const v1::ListRegistrationLinksRequest& request) const {
  PLENARY_RETURN_IF_ERROR(CheckParent(tx, request.parent()));
  base::ListRequest asked = Asked(call, request, request.parent());
  asked.filter = request.filter();
  const bool is_event = base::EventOf(request.parent()) == request.parent();
  PLENARY_ASSIGN_OR_RETURN(auto page, CredentialPage<v1::RegistrationLink>(
                                          tx, LinkList(), asked, CredentialKind::kLink,
                                          is_event ? " AND event = $3" : " AND owner = $3",
                                          {request.parent()}, sealer_));
  v1::ListRegistrationLinksResponse response;
  for (v1::RegistrationLink& link : page.resources) {
    *response.add_registration_links() = std::move(link);
  }
  response.set_next_page_token(std::move(page.next_page_token));
  return response;
}

absl::StatusOr<v1::RegistrationLink> AccessService::RevokeRegistrationLink(
    Change& change, const v1::RevokeRegistrationLinkRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(request.name()));
  PLENARY_ASSIGN_OR_RETURN(auto link,
                           LoadCredential(change.tx(), request.name(), CredentialKind::kLink));
  PLENARY_RETURN_IF_ERROR(Revoke(change, link));
  return Told<v1::RegistrationLink>(link, now);
}

}  // namespace plenary::access
