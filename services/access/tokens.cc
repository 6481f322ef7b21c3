// The API tokens and sessions of service.h.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "services/access/credentials.h"
#include "services/access/pages.h"
#include "services/access/rules.h"
#include "services/access/service.h"
#include "services/access/table.h"
#include "services/base/check.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/storage/resource.h"

namespace plenary::access {
namespace {

using storage::Call;
using storage::Change;
using storage::Tx;

constexpr absl::string_view kEverybody = "users/-";

// Whether the resources that a token is for exist. NOT_FOUND: RESOURCE_NOT_FOUND.
absl::Status CheckResources(Tx& tx, const v1::ApiToken& token) {
  const std::vector<std::string> resources(token.resources().begin(), token.resources().end());
  PLENARY_ASSIGN_OR_RETURN(const std::vector<std::string> living, LivingOf(tx, resources));
  for (const std::string& resource : resources) {
    if (!std::binary_search(living.begin(), living.end(), resource)) {
      return base::NotFound(resource);
    }
  }
  return absl::OkStatus();
}

// Whether the call may make `token`, if it is made with a token itself.
absl::Status CheckOwnToken(Tx& tx, const Call& call, const v1::ApiToken& token) {
  if (!base::HasForm(call.caller, kTokenPattern)) return absl::OkStatus();
  PLENARY_ASSIGN_OR_RETURN(const auto credential,
                           LoadCredential(tx, call.caller, CredentialKind::kToken));
  PLENARY_ASSIGN_OR_RETURN(const auto own, Told<v1::ApiToken>(credential, tx.now()));
  return CheckNoWider(token, own);
}

}  // namespace

absl::StatusOr<v1::CreateApiTokenResponse> AccessService::CreateApiToken(
    Change& change, const v1::CreateApiTokenRequest& request) const {
  v1::ApiToken token = request.api_token();
  base::ClearOutputOnly(token);
  token.clear_name();
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(request.parent()));
  Tx& tx = change.tx();
  PLENARY_ASSIGN_OR_RETURN(const v1::User user,
                           storage::Existing(FindUser(tx, request.parent()), request.parent()));
  PLENARY_ASSIGN_OR_RETURN(const absl::Time expire,
                           ExpiryOf(token.has_expire_time(),
                                    absl::FromUnixMicros(storage::ToMicros(token.expire_time())),
                                    now, kTokenLife, kLongestTokenLife, "api_token.expire_time"));
  PLENARY_RETURN_IF_ERROR(CheckOwnToken(tx, change.call(), token));
  PLENARY_ASSIGN_OR_RETURN(const std::vector<base::Grant> grants, GrantsOf(tx, user));
  PLENARY_RETURN_IF_ERROR(CheckHeld(token, grants));
  PLENARY_RETURN_IF_ERROR(CheckResources(tx, token));
  PLENARY_ASSIGN_OR_RETURN(
      auto made, Make(change, random_, CredentialKind::kToken, user.name(), expire, token));
  v1::CreateApiTokenResponse response;
  *response.mutable_api_token() = std::move(made.resource);
  response.set_secret(std::move(made.secret));
  return response;
}

absl::StatusOr<v1::ApiToken> AccessService::GetApiToken(
    Tx& tx, const Call&, const v1::GetApiTokenRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(const auto token,
                           LoadCredential(tx, request.name(), CredentialKind::kToken));
  return Told<v1::ApiToken>(token, tx.now());
}

absl::StatusOr<v1::ListApiTokensResponse> AccessService::ListApiTokens(
    Tx& tx, const Call& call, const v1::ListApiTokensRequest& request) const {
  const bool everybody = request.parent() == kEverybody;
  if (!everybody) {
    PLENARY_RETURN_IF_ERROR(
        storage::Existing(FindUser(tx, request.parent()), request.parent()).status());
  }
  base::ListRequest asked = Asked(call, request, request.parent());
  asked.filter = request.filter();
  std::vector<base::SqlValue> owner;
  if (!everybody) owner.emplace_back(request.parent());
  PLENARY_ASSIGN_OR_RETURN(
      auto page,
      CredentialPage<v1::ApiToken>(tx, TokenList(), asked, CredentialKind::kToken,
                                   everybody ? "" : " AND owner = $3", std::move(owner), sealer_));
  v1::ListApiTokensResponse response;
  for (v1::ApiToken& token : page.resources) *response.add_api_tokens() = std::move(token);
  response.set_next_page_token(std::move(page.next_page_token));
  return response;
}

absl::StatusOr<v1::ApiToken> AccessService::RevokeApiToken(
    Change& change, const v1::RevokeApiTokenRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(request.name()));
  PLENARY_ASSIGN_OR_RETURN(auto token,
                           LoadCredential(change.tx(), request.name(), CredentialKind::kToken));
  PLENARY_RETURN_IF_ERROR(Revoke(change, token));
  return Told<v1::ApiToken>(token, now);
}

absl::StatusOr<v1::ListUserSessionsResponse> AccessService::ListUserSessions(
    Tx& tx, const Call& call, const v1::ListUserSessionsRequest& request) const {
  PLENARY_RETURN_IF_ERROR(
      storage::Existing(FindUser(tx, request.parent()), request.parent()).status());
  PLENARY_ASSIGN_OR_RETURN(
      auto page, CredentialPage<v1::UserSession>(
                     tx, SessionList(), Asked(call, request, request.parent()),
                     CredentialKind::kSession, " AND owner = $3", {request.parent()}, sealer_));
  v1::ListUserSessionsResponse response;
  for (v1::UserSession& session : page.resources) *response.add_sessions() = std::move(session);
  response.set_next_page_token(std::move(page.next_page_token));
  return response;
}

absl::StatusOr<v1::UserSession> AccessService::RevokeUserSession(
    Change& change, const v1::RevokeUserSessionRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(request.name()));
  PLENARY_ASSIGN_OR_RETURN(auto session,
                           LoadCredential(change.tx(), request.name(), CredentialKind::kSession));
  PLENARY_RETURN_IF_ERROR(Revoke(change, session));
  return Told<v1::UserSession>(session, now);
}

}  // namespace plenary::access
