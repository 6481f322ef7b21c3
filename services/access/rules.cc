#include "services/access/rules.h"

#include <algorithm>
#include <set>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/base/names.h"

namespace plenary::access {
namespace {

constexpr absl::string_view kNegotiations = "negotiations/";

// Where each role may be bound.
struct Places {
  v1::Role role;
  bool installation;
  bool event;
  bool delegation;
  bool negotiation;
};
constexpr Places kPlaces[] = {
    {v1::VIEWER, true, true, true, false},
    {v1::REGISTRAR, false, false, true, false},
    {v1::EVENT_MANAGER, true, true, false, false},
    {v1::ACCREDITATION_OFFICER, true, true, false, false},
    {v1::NEGOTIATOR, true, false, false, true},
    {v1::CONTROLLER, true, false, false, false},
    {v1::AUDITOR, true, false, false, false},
    {v1::ADMINISTRATOR, true, false, false, false},
};

bool Fits(const Places& places, absl::string_view resource) {
  if (resource.empty()) return places.installation;
  if (absl::StartsWith(resource, kNegotiations)) return places.negotiation;
  return base::EventOf(resource) == resource ? places.event : places.delegation;
}

// Whether `resource` is `place` or lies in it.
bool LiesIn(absl::string_view resource, absl::string_view place) {
  if (place.empty() || resource == place) return true;
  return absl::StartsWith(resource, absl::StrCat(place, "/"));
}

absl::Status TooWide(absl::string_view what) {
  return base::Refuse(absl::StatusCode::kPermissionDenied, v1::ERROR_REASON_SCOPE_TOO_WIDE, what);
}

template <class List>
bool Has(const List& list, v1::Role role) {
  return std::find(list.begin(), list.end(), role) != list.end();
}

bool IsWord(absl::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return !absl::ascii_isspace(static_cast<unsigned char>(c)) &&
           !absl::ascii_iscntrl(static_cast<unsigned char>(c));
  });
}

// "issuer subject": one space between two words.
bool IsIdentity(absl::string_view text) {
  const size_t space = text.find(' ');
  return space != absl::string_view::npos && IsWord(text.substr(0, space)) &&
         IsWord(text.substr(space + 1));
}

bool IsCertificateName(absl::string_view text) {
  for (const absl::string_view kind : {"dns:", "uri:", "cn:"}) {
    if (absl::StartsWith(text, kind)) return text.size() > kind.size();
  }
  return false;
}

}  // namespace

absl::Status CheckRoleFits(v1::Role role, absl::string_view resource) {
  std::vector<std::string> fitting;
  for (const Places& places : kPlaces) {
    if (!Fits(places, resource)) continue;
    if (places.role == role) return absl::OkStatus();
    fitting.push_back(v1::Role_Name(places.role));
  }
  return base::Refuse(absl::StatusCode::kInvalidArgument, v1::ERROR_REASON_ROLE_NOT_FOR_RESOURCE,
                      absl::StrCat(v1::Role_Name(role), " cannot be bound on ",
                                   resource.empty() ? "the installation" : resource,
                                   "; these can: ", absl::StrJoin(fitting, ", ")),
                      {{"roles", absl::StrJoin(fitting, ",")}});
}

absl::Status CheckMayBind(const base::Access* access, v1::Role role, absl::string_view resource) {
  if (access == nullptr || access->HoldsOn({v1::ADMINISTRATOR}, resource)) return absl::OkStatus();
  const bool is_for_managers = role == v1::VIEWER || role == v1::REGISTRAR;
  if (is_for_managers && !base::EventOf(resource).empty() &&
      access->HoldsOn({v1::EVENT_MANAGER}, resource)) {
    return absl::OkStatus();
  }
  return TooWide(
      "an event manager gives and takes VIEWER and REGISTRAR in the event; every other role is an "
      "administrator's to give");
}

std::vector<base::Grant> Narrowed(const std::vector<base::Grant>& grants,
                                  const v1::ApiToken& token) {
  std::vector<base::Grant> left;
  for (const base::Grant& grant : grants) {
    if (token.roles_size() > 0 && !Has(token.roles(), static_cast<v1::Role>(grant.role))) continue;
    if (token.resources().empty()) left.push_back(grant);
    for (const std::string& resource : token.resources()) {
      if (LiesIn(resource, grant.on)) {
        left.push_back({grant.role, resource});
      } else if (LiesIn(grant.on, resource)) {
        left.push_back(grant);
      }
    }
  }
  return left;
}

bool IsNarrowed(const v1::ApiToken& token) {
  return token.read_only() || token.roles_size() > 0 || token.resources_size() > 0;
}

absl::Status CheckHeld(const v1::ApiToken& token, const std::vector<base::Grant>& grants) {
  for (const int role : token.roles()) {
    const bool held = std::any_of(grants.begin(), grants.end(), [&](const base::Grant& grant) {
      return grant.role == static_cast<v1::Role>(role);
    });
    if (held) continue;
    return TooWide(absl::StrCat("the user holds ", v1::Role_Name(static_cast<v1::Role>(role)),
                                " nowhere, so a token of the user cannot either; bind the role to "
                                "the user first, or leave it out"));
  }
  return absl::OkStatus();
}

absl::Status CheckNoWider(const v1::ApiToken& token, const v1::ApiToken& own) {
  const auto has_own_role = [&](int role) { return Has(own.roles(), static_cast<v1::Role>(role)); };
  const bool roles = own.roles().empty() ||
                     (!token.roles().empty() &&
                      std::all_of(token.roles().begin(), token.roles().end(), has_own_role));
  const auto lies_in_own = [&](const std::string& resource) {
    return std::any_of(own.resources().begin(), own.resources().end(),
                       [&](const std::string& place) { return LiesIn(resource, place); });
  };
  const bool resources =
      own.resources().empty() ||
      (!token.resources().empty() &&
       std::all_of(token.resources().begin(), token.resources().end(), lies_in_own));
  const bool clearance = token.clearance() <= std::max(own.clearance(), v1::OFFICIAL);
  const bool writes = !token.read_only() && own.read_only();
  if (roles && resources && clearance && !writes) return absl::OkStatus();
  return TooWide(
      "the token that the call is made with is narrower than the new one would be; name no other "
      "roles and resources than its own, or make the call with a session");
}

absl::StatusOr<absl::Time> ExpiryOf(bool is_asked, absl::Time asked, absl::Time now,
                                    absl::Duration usual, absl::Duration longest,
                                    absl::string_view field) {
  if (!is_asked) return now + usual;
  if (asked <= now) return base::BadField(field, "is over already; give a time to come");
  if (asked > now + longest) {
    return base::BadField(field, absl::StrCat("is too far away: at most ",
                                              absl::ToInt64Hours(longest) / 24, " days from now"));
  }
  return asked;
}

void CheckUser(const v1::User& user, base::FieldErrors& errors) {
  std::set<absl::string_view> seen;
  for (int i = 0; i < user.oidc_identities_size(); ++i) {
    const std::string at = absl::StrCat("user.oidc_identities[", i, "]");
    if (!IsIdentity(user.oidc_identities(i))) {
      errors.Add(at, "must be the provider's issuer and the subject with a space between them");
    } else if (!seen.insert(user.oidc_identities(i)).second) {
      errors.Add(at, "stands twice; keep one");
    }
  }
  for (int i = 0; i < user.certificate_names_size(); ++i) {
    const std::string at = absl::StrCat("user.certificate_names[", i, "]");
    if (!IsCertificateName(user.certificate_names(i))) {
      errors.Add(at, "must begin with dns:, uri: or cn: and go on with the name");
    } else if (!seen.insert(user.certificate_names(i)).second) {
      errors.Add(at, "stands twice; keep one");
    }
  }
}

}  // namespace plenary::access
