// The register of contacts.
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

absl::Status CheckMayStand(Tx& tx, const v1::Contact& after, const v1::Contact& before) {
  base::FieldErrors errors;
  CheckContact(after, "contact", errors);
  PLENARY_RETURN_IF_ERROR(errors.ToStatus());
  return CheckNamed(tx, after, before, "contact");
}

}  // namespace

absl::StatusOr<v1::Contact> NegotiationService::CreateContact(
    Change& change, const v1::CreateContactRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(const Dossier dossier, FindDossier(change, request.parent()));
  v1::Contact contact = request.contact();
  base::ClearOutputOnly(contact);
  const std::string id = request.contact_id().empty() ? change.NewId() : request.contact_id();
  contact.set_name(base::MakeName(kContactPattern, {base::LastId(request.parent()), id}));
  PLENARY_RETURN_IF_ERROR(CheckMayStand(change.tx(), contact, v1::Contact()));
  return Add(change, dossier.now, std::move(contact));
}

absl::StatusOr<v1::Contact> NegotiationService::GetContact(
    Tx& tx, const Call&, const v1::GetContactRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(v1::Contact contact,
                           storage::Existing(FindContact(tx, request.name()), request.name()));
  PLENARY_RETURN_IF_ERROR(base::Project(request.read_mask(), contact));
  return contact;
}

absl::StatusOr<v1::ListContactsResponse> NegotiationService::ListContacts(
    Tx& tx, const Call& call, const v1::ListContactsRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(base::SqlCondition seen,
                           SeenParts(tx, call.access, request.parent(), request.show_deleted()));
  PLENARY_ASSIGN_OR_RETURN(
      auto page, storage::List<v1::Contact>(tx, call, ContactList(), request, request.parent(),
                                            seen.sql, std::move(seen.params), sealer_));
  v1::ListContactsResponse response;
  for (v1::Contact& contact : page.resources) *response.add_contacts() = std::move(contact);
  response.set_next_page_token(std::move(page.next_page_token));
  PLENARY_ASSIGN_OR_RETURN(*response.mutable_resume_token(),
                           ResumeTokenOf(tx, sealer_, request.parent()));
  return response;
}

absl::StatusOr<v1::Contact> NegotiationService::UpdateContact(
    Change& change, const v1::UpdateContactRequest& request) const {
  Tx& tx = change.tx();
  const v1::Contact& asked = request.contact();
  PLENARY_ASSIGN_OR_RETURN(const Dossier dossier, FindDossier(change, asked.name()));
  PLENARY_ASSIGN_OR_RETURN(const v1::Contact before, storage::Living(FindContact(tx, asked.name()),
                                                                     asked.name(), asked.etag()));
  v1::Contact after = before;
  PLENARY_RETURN_IF_ERROR(base::ApplyMask(request.update_mask(), asked, after));
  after.set_name(before.name());
  PLENARY_RETURN_IF_ERROR(CheckMayStand(tx, after, before));
  return Keep(change, dossier.now, before, std::move(after));
}

absl::StatusOr<v1::Contact> NegotiationService::DeleteContact(
    Change& change, const v1::DeleteContactRequest& request) const {
  const std::string& name = request.name();
  PLENARY_ASSIGN_OR_RETURN(const Dossier dossier, FindDossier(change, name));
  PLENARY_ASSIGN_OR_RETURN(const v1::Contact before,
                           storage::Living(FindContact(change.tx(), name), name, request.etag()));
  return KeepDeleted(change, dossier.now, before);
}

absl::StatusOr<v1::Contact> NegotiationService::UndeleteContact(
    Change& change, const v1::UndeleteContactRequest& request) const {
  const std::string& name = request.name();
  PLENARY_ASSIGN_OR_RETURN(const Dossier dossier, FindDossier(change, name));
  PLENARY_ASSIGN_OR_RETURN(const v1::Contact before,
                           storage::Current(FindContact(change.tx(), name), name, request.etag()));
  return KeepUndeleted(change, dossier.now, before);
}

}  // namespace plenary::negotiations
