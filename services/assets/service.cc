#include "services/assets/service.h"

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "plenary/v1/changes.pb.h"
#include "services/assets/rules.h"
#include "services/assets/table.h"
#include "services/base/access.h"
#include "services/base/check.h"
#include "services/base/errors.h"
#include "services/base/names.h"
#include "services/directory/table.h"
#include "services/storage/change_log.h"
#include "services/storage/resource.h"
#include "services/storage/resume_token.h"

namespace plenary::assets {
namespace {

using storage::Call;
using storage::Change;
using storage::Tx;

absl::StatusOr<std::string> DirectoryResumeToken(Tx& tx, const base::TokenSealer& sealer) {
  PLENARY_ASSIGN_OR_RETURN(const storage::ChainHead head,
                           storage::ReadHead(tx, storage::kDirectoryPartition));
  return storage::MakeResumeToken(sealer, storage::kDirectoryPartition, head.number);
}

absl::Status CheckWellFormed(const v1::VenueRecord& venue) {
  base::FieldErrors errors;
  CheckVenue(venue, "venue", errors);
  return errors.ToStatus();
}

absl::Status CheckWellFormed(const v1::Asset& asset) {
  base::FieldErrors errors;
  CheckAsset(asset, "asset", errors);
  return errors.ToStatus();
}

// What the caller is told of a resource.
template <class Resource>
void ShowTo(const Call& call, Resource& resource) {
  if (call.access == nullptr || call.access->HoldsAnywhere(base::kSecretariat)) return;
  ClearForOthers(resource);
}

// The page of a list as the caller may see it. What is shown depends on the whole resource, so the
// mask is applied last.
template <class Resource, class Request>
absl::StatusOr<storage::Page<Resource>> ListFor(Tx& tx, const Call& call,
                                                const base::ListSpec& spec, const Request& request,
                                                const base::TokenSealer& sealer) {
  Request whole = request;
  whole.clear_read_mask();
  PLENARY_ASSIGN_OR_RETURN(auto page,
                           storage::List<Resource>(tx, call, spec, whole, "", "", {}, sealer));
  for (Resource& each : page.resources) ShowTo(call, each);
  PLENARY_RETURN_IF_ERROR(storage::ProjectEach(request.read_mask(), page.resources));
  return page;
}

absl::Status UpdateRow(Tx& tx, const v1::VenueRecord& venue) { return UpdateVenueRow(tx, venue); }
absl::Status UpdateRow(Tx& tx, const v1::Asset& asset) { return UpdateAssetRow(tx, asset); }

// Writes what was changed, with its etag and times, and records it as `kind`.
template <class Resource>
absl::StatusOr<Resource> Keep(Change& change, Resource resource, const Resource& before,
                              v1::Change::Kind kind) {
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(before.name()));
  storage::StampUpdated(resource, before, now);
  if (kind == v1::Change::DELETED) *resource.mutable_delete_time() = storage::ToTimestamp(now);
  if (kind == v1::Change::UNDELETED) resource.clear_delete_time();
  PLENARY_RETURN_IF_ERROR(UpdateRow(change.tx(), resource));
  change.Record(resource.name(), kind, resource);
  return resource;
}

absl::Status CheckVenueReference(Tx& tx, const v1::Asset& asset) {
  if (asset.venue().empty()) return absl::OkStatus();
  PLENARY_ASSIGN_OR_RETURN(const auto venue, FindVenue(tx, asset.venue()));
  return storage::CheckReference(venue, "asset.venue", asset.venue());
}

// Whether the person is there. Who was merged into another is named by that one's name.
absl::Status SettlePerson(Tx& tx, v1::Asset& asset) {
  if (asset.person().empty()) return absl::OkStatus();
  PLENARY_ASSIGN_OR_RETURN(const auto person, directory::FindPerson(tx, asset.person()));
  PLENARY_RETURN_IF_ERROR(storage::CheckReference(person, "asset.person", asset.person()));
  asset.set_person(person->name());
  return absl::OkStatus();
}

// How many levels an asset with these parts has, itself among them; more than kMostLevels where
// there are more. INVALID_FIELDS where it is among its own parts.
absl::StatusOr<int> CountLevels(Tx& tx, const v1::Asset& asset, std::vector<v1::Asset> parts) {
  int levels = 1;
  while (!parts.empty() && levels <= kMostLevels) {
    ++levels;
    std::set<std::string> below;
    for (const v1::Asset& part : parts) below.insert(part.parts().begin(), part.parts().end());
    if (below.count(asset.name()) > 0) {
      return base::BadField("asset.parts", absl::StrCat(asset.name(), " is a part of its parts"));
    }
    PLENARY_ASSIGN_OR_RETURN(auto found, FindAssets(tx, {below.begin(), below.end()}));
    parts.clear();
    for (auto& each : found) {
      if (each.has_value()) parts.push_back(*std::move(each));
    }
  }
  return levels;
}

// How many levels of living assets there are above one; kMostLevels where there are more.
absl::StatusOr<int> CountLevelsAbove(Tx& tx, const std::string& asset) {
  int levels = 0;
  std::set<std::string> level = {asset};
  while (levels < kMostLevels) {
    std::set<std::string> above;
    for (const std::string& part : level) {
      PLENARY_ASSIGN_OR_RETURN(const std::vector<std::string> wholes, AssetsMadeOf(tx, part));
      above.insert(wholes.begin(), wholes.end());
    }
    if (above.empty()) break;
    ++levels;
    level = std::move(above);
  }
  return levels;
}

// The parts of an asset. NOT_FOUND, RESOURCE_DELETED for one that is not there; INVALID_FIELDS.
absl::StatusOr<std::vector<v1::Asset>> LoadParts(Tx& tx, const v1::Asset& asset) {
  const std::vector<std::string> names(asset.parts().begin(), asset.parts().end());
  PLENARY_ASSIGN_OR_RETURN(auto found, FindAssets(tx, names));
  std::vector<v1::Asset> parts;
  parts.reserve(found.size());
  base::FieldErrors errors;
  for (size_t i = 0; i < found.size(); ++i) {
    const std::string field = absl::StrCat("asset.parts[", i, "]");
    PLENARY_RETURN_IF_ERROR(storage::CheckReference(found[i], field, names[i]));
    CheckPart(*found[i], field, errors);
    parts.push_back(*std::move(found[i]));
  }
  PLENARY_RETURN_IF_ERROR(errors.ToStatus());
  return parts;
}

// Whether its parts are there and may be parts, and together with what it is a part of make no
// cycle and not too many levels.
absl::Status CheckCombination(Tx& tx, const v1::Asset& asset) {
  if (asset.parts().empty()) return absl::OkStatus();
  PLENARY_ASSIGN_OR_RETURN(std::vector<v1::Asset> parts, LoadParts(tx, asset));
  PLENARY_ASSIGN_OR_RETURN(const int levels, CountLevels(tx, asset, std::move(parts)));
  PLENARY_ASSIGN_OR_RETURN(const int above, CountLevelsAbove(tx, asset.name()));
  if (levels + above <= kMostLevels) return absl::OkStatus();
  return base::BadField("asset.parts", absl::StrCat("parts of parts make more than ", kMostLevels,
                                                    " levels; name the smallest parts themselves"));
}

// Everything that an asset that is new, or was deleted, refers to.
absl::Status CheckReferences(Tx& tx, v1::Asset& asset) {
  PLENARY_RETURN_IF_ERROR(CheckVenueReference(tx, asset));
  PLENARY_RETURN_IF_ERROR(SettlePerson(tx, asset));
  return CheckCombination(tx, asset);
}

// What an update refers to that was not referred to before.
absl::Status CheckNewReferences(Tx& tx, const v1::Asset& before, v1::Asset& after) {
  if (after.venue() != before.venue()) PLENARY_RETURN_IF_ERROR(CheckVenueReference(tx, after));
  if (after.person() != before.person()) PLENARY_RETURN_IF_ERROR(SettlePerson(tx, after));
  return ChangesWhatIsBooked(before, after) ? CheckCombination(tx, after) : absl::OkStatus();
}

// A part has one unit.
absl::Status CheckNoPart(Tx& tx, const v1::Asset& before, const v1::Asset& after) {
  if (UnitsOf(after) == 1 || UnitsOf(before) > 1) return absl::OkStatus();
  PLENARY_ASSIGN_OR_RETURN(const std::string whole, AssetMadeOf(tx, after.name()));
  if (whole.empty()) return absl::OkStatus();
  return base::BadField("asset.capacity", absl::StrCat(after.name(), " is a part of ", whole,
                                                       ", and a part has one unit"));
}

// Bookings hold the parts and the person that an asset had when they were made, so these stay as
// they are while it is booked.
absl::Status CheckNotBooked(Tx& tx, Bookings& bookings, const v1::Asset& asset, absl::Time now) {
  PLENARY_ASSIGN_OR_RETURN(const std::string blocker,
                           bookings.BlockerOfAsset(tx, asset.name(), now));
  if (blocker.empty()) return absl::OkStatus();
  return base::Refuse(
      absl::StatusCode::kFailedPrecondition, v1::ERROR_REASON_RESOURCE_IN_USE,
      absl::StrCat("the parts and the person of ", asset.name(), " cannot change while ", blocker,
                   " needs it; replace it there first"),
      {{"resource", asset.name()}, {"blockedBy", blocker}});
}

// The ways of a request, ways back among them.
std::vector<v1::TravelTime> WaysOf(const v1::SetTravelTimesRequest& request) {
  std::vector<v1::TravelTime> ways;
  ways.reserve(2 * request.travel_times_size());
  for (const v1::TravelTime& way : request.travel_times()) {
    ways.push_back(way);
    if (!request.both_ways()) continue;
    v1::TravelTime& back = ways.emplace_back(way);
    back.set_origin(way.destination());
    back.set_destination(way.origin());
  }
  return ways;
}

// The venues that ways begin and end at. NOT_FOUND, RESOURCE_DELETED for the first that is none.
absl::StatusOr<std::vector<std::string>> VenuesOf(Tx& tx,
                                                  const v1::SetTravelTimesRequest& request) {
  std::vector<std::string> names;
  std::vector<std::string> fields;
  std::set<std::string> seen;
  const auto add = [&](const std::string& name, int i, absl::string_view end) {
    if (!seen.insert(name).second) return;
    names.push_back(name);
    fields.push_back(absl::StrCat("travel_times[", i, "].", end));
  };
  for (int i = 0; i < request.travel_times_size(); ++i) {
    add(request.travel_times(i).origin(), i, "origin");
    add(request.travel_times(i).destination(), i, "destination");
  }
  PLENARY_ASSIGN_OR_RETURN(const auto found, FindVenues(tx, names));
  for (size_t i = 0; i < found.size(); ++i) {
    PLENARY_RETURN_IF_ERROR(storage::CheckReference(found[i], fields[i], names[i]));
  }
  return names;
}

// Whether no way is longer than by way of a third venue, once `ways` are set.
absl::Status CheckNoDetour(Tx& tx, const std::vector<std::string>& venues,
                           const std::vector<v1::TravelTime>& ways) {
  TravelTimes times;
  PLENARY_ASSIGN_OR_RETURN(const std::vector<Way> known, ListWaysOf(tx, venues));
  for (const Way& way : known) times.Set(way.origin, way.destination, way.seconds);
  for (const v1::TravelTime& way : ways) {
    times.Set(way.origin(), way.destination(), way.duration().seconds());
  }
  for (const v1::TravelTime& way : ways) {
    const auto detour = times.FindDetour(way.origin(), way.destination());
    if (detour.has_value()) return RefuseDetour(*detour);
  }
  return absl::OkStatus();
}

v1::TravelTime ToTravelTime(const Way& way) {
  v1::TravelTime time;
  time.set_origin(way.origin);
  time.set_destination(way.destination);
  time.mutable_duration()->set_seconds(way.seconds);
  return time;
}

}  // namespace

absl::StatusOr<v1::VenueRecord> AssetService::CreateVenue(
    Change& change, const v1::CreateVenueRequest& request) const {
  v1::VenueRecord venue = request.venue();
  base::ClearOutputOnly(venue);
  const std::string id = request.venue_id().empty() ? change.NewId() : request.venue_id();
  const std::string name = base::MakeName(kVenuePattern, {id});
  PLENARY_RETURN_IF_ERROR(CheckWellFormed(venue));
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(name));
  storage::StampCreated(venue, name, now);
  PLENARY_RETURN_IF_ERROR(InsertVenue(change.tx(), venue));
  change.Record(name, v1::Change::CREATED, venue);
  return venue;
}

absl::StatusOr<v1::VenueRecord> AssetService::GetVenue(Tx& tx, const Call& call,
                                                       const v1::GetVenueRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(v1::VenueRecord venue,
                           storage::Existing(FindVenue(tx, request.name()), request.name()));
  ShowTo(call, venue);
  PLENARY_RETURN_IF_ERROR(base::Project(request.read_mask(), venue));
  return venue;
}

absl::StatusOr<v1::ListVenuesResponse> AssetService::ListVenues(
    Tx& tx, const Call& call, const v1::ListVenuesRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(auto page,
                           ListFor<v1::VenueRecord>(tx, call, VenueList(), request, sealer_));
  v1::ListVenuesResponse response;
  for (v1::VenueRecord& each : page.resources) *response.add_venues() = std::move(each);
  response.set_next_page_token(std::move(page.next_page_token));
  PLENARY_ASSIGN_OR_RETURN(*response.mutable_resume_token(), DirectoryResumeToken(tx, sealer_));
  return response;
}

absl::StatusOr<v1::VenueRecord> AssetService::UpdateVenue(
    Change& change, const v1::UpdateVenueRequest& request) const {
  const v1::VenueRecord& asked = request.venue();
  PLENARY_ASSIGN_OR_RETURN(
      const v1::VenueRecord before,
      storage::Living(FindVenue(change.tx(), asked.name()), asked.name(), asked.etag()));
  v1::VenueRecord after = before;
  PLENARY_RETURN_IF_ERROR(base::ApplyMask(request.update_mask(), asked, after));
  PLENARY_RETURN_IF_ERROR(CheckWellFormed(after));
  return Keep(change, std::move(after), before, v1::Change::UPDATED);
}

absl::StatusOr<v1::VenueRecord> AssetService::DeleteVenue(
    Change& change, const v1::DeleteVenueRequest& request) const {
  const std::string& name = request.name();
  PLENARY_ASSIGN_OR_RETURN(const v1::VenueRecord before,
                           storage::Living(FindVenue(change.tx(), name), name, request.etag()));
  PLENARY_ASSIGN_OR_RETURN(const std::string asset, AssetIn(change.tx(), name));
  PLENARY_RETURN_IF_ERROR(storage::CheckUnblocked(name, asset));
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(name));
  PLENARY_ASSIGN_OR_RETURN(const std::string activity,
                           bookings_.BlockerOfVenue(change.tx(), name, now));
  PLENARY_RETURN_IF_ERROR(storage::CheckUnblocked(name, activity));
  return Keep(change, before, before, v1::Change::DELETED);
}

absl::StatusOr<v1::VenueRecord> AssetService::UndeleteVenue(
    Change& change, const v1::UndeleteVenueRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(
      const v1::VenueRecord before,
      storage::Current(FindVenue(change.tx(), request.name()), request.name(), request.etag()));
  PLENARY_RETURN_IF_ERROR(storage::CheckDeleted(before));
  return Keep(change, before, before, v1::Change::UNDELETED);
}

absl::StatusOr<v1::Asset> AssetService::CreateAsset(Change& change,
                                                    const v1::CreateAssetRequest& request) const {
  v1::Asset asset = request.asset();
  base::ClearOutputOnly(asset);
  const std::string id = request.asset_id().empty() ? change.NewId() : request.asset_id();
  const std::string name = base::MakeName(kAssetPattern, {id});
  asset.set_name(name);
  PLENARY_RETURN_IF_ERROR(CheckWellFormed(asset));
  PLENARY_RETURN_IF_ERROR(CheckReferences(change.tx(), asset));
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(name));
  storage::StampCreated(asset, name, now);
  PLENARY_RETURN_IF_ERROR(InsertAsset(change.tx(), asset));
  change.Record(name, v1::Change::CREATED, asset);
  return asset;
}

absl::StatusOr<v1::Asset> AssetService::GetAsset(Tx& tx, const Call& call,
                                                 const v1::GetAssetRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(v1::Asset asset,
                           storage::Existing(FindAsset(tx, request.name()), request.name()));
  ShowTo(call, asset);
  PLENARY_RETURN_IF_ERROR(base::Project(request.read_mask(), asset));
  return asset;
}

absl::StatusOr<v1::BatchGetAssetsResponse> AssetService::BatchGetAssets(
    Tx& tx, const Call& call, const v1::BatchGetAssetsRequest& request) const {
  const std::vector<std::string> names(request.names().begin(), request.names().end());
  PLENARY_ASSIGN_OR_RETURN(std::vector<v1::Asset> found,
                           storage::ExistingEach(FindAssets(tx, names), names));
  for (v1::Asset& each : found) ShowTo(call, each);
  PLENARY_RETURN_IF_ERROR(storage::ProjectEach(request.read_mask(), found));
  v1::BatchGetAssetsResponse response;
  for (v1::Asset& each : found) *response.add_assets() = std::move(each);
  return response;
}

absl::StatusOr<v1::ListAssetsResponse> AssetService::ListAssets(
    Tx& tx, const Call& call, const v1::ListAssetsRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(auto page, ListFor<v1::Asset>(tx, call, AssetList(), request, sealer_));
  v1::ListAssetsResponse response;
  for (v1::Asset& each : page.resources) *response.add_assets() = std::move(each);
  response.set_next_page_token(std::move(page.next_page_token));
  PLENARY_ASSIGN_OR_RETURN(*response.mutable_resume_token(), DirectoryResumeToken(tx, sealer_));
  return response;
}

absl::StatusOr<v1::Asset> AssetService::UpdateAsset(Change& change,
                                                    const v1::UpdateAssetRequest& request) const {
  const v1::Asset& asked = request.asset();
  PLENARY_ASSIGN_OR_RETURN(
      const v1::Asset before,
      storage::Living(FindAsset(change.tx(), asked.name()), asked.name(), asked.etag()));
  v1::Asset after = before;
  PLENARY_RETURN_IF_ERROR(base::ApplyMask(request.update_mask(), asked, after));
  PLENARY_RETURN_IF_ERROR(CheckWellFormed(after));
  PLENARY_RETURN_IF_ERROR(CheckNewReferences(change.tx(), before, after));
  PLENARY_RETURN_IF_ERROR(CheckNoPart(change.tx(), before, after));
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(before.name()));
  if (ChangesWhatIsBooked(before, after)) {
    PLENARY_RETURN_IF_ERROR(CheckNotBooked(change.tx(), bookings_, after, now));
  }
  if (UnitsOf(after) < UnitsOf(before)) {
    PLENARY_ASSIGN_OR_RETURN(const Peak peak, bookings_.PeakOf(change.tx(), after.name(), now));
    PLENARY_RETURN_IF_ERROR(CheckCapacity(after, peak.units, peak.at, peak.activity));
  }
  PLENARY_ASSIGN_OR_RETURN(after, Keep(change, std::move(after), before, v1::Change::UPDATED));
  if (after.venue() != before.venue()) {
    PLENARY_RETURN_IF_ERROR(bookings_.AssetMoved(change.tx(), after.name(), now));
  }
  return after;
}

absl::StatusOr<v1::Asset> AssetService::DeleteAsset(Change& change,
                                                    const v1::DeleteAssetRequest& request) const {
  const std::string& name = request.name();
  PLENARY_ASSIGN_OR_RETURN(const v1::Asset before,
                           storage::Living(FindAsset(change.tx(), name), name, request.etag()));
  PLENARY_ASSIGN_OR_RETURN(const std::string whole, AssetMadeOf(change.tx(), name));
  PLENARY_RETURN_IF_ERROR(storage::CheckUnblocked(name, whole));
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(name));
  PLENARY_ASSIGN_OR_RETURN(const std::string activity,
                           bookings_.BlockerOfAsset(change.tx(), name, now));
  PLENARY_RETURN_IF_ERROR(storage::CheckUnblocked(name, activity));
  return Keep(change, before, before, v1::Change::DELETED);
}

absl::StatusOr<v1::Asset> AssetService::UndeleteAsset(
    Change& change, const v1::UndeleteAssetRequest& request) const {
  PLENARY_ASSIGN_OR_RETURN(
      const v1::Asset before,
      storage::Current(FindAsset(change.tx(), request.name()), request.name(), request.etag()));
  PLENARY_RETURN_IF_ERROR(storage::CheckDeleted(before));
  v1::Asset after = before;
  PLENARY_RETURN_IF_ERROR(CheckReferences(change.tx(), after));
  return Keep(change, std::move(after), before, v1::Change::UNDELETED);
}

absl::StatusOr<v1::SetTravelTimesResponse> AssetService::SetTravelTimes(
    Change& change, const v1::SetTravelTimesRequest& request) const {
  base::FieldErrors errors;
  CheckTravelTimes(request.travel_times(), request.both_ways(), "travel_times", errors);
  PLENARY_RETURN_IF_ERROR(errors.ToStatus());
  PLENARY_ASSIGN_OR_RETURN(const auto venues, VenuesOf(change.tx(), request));
  const std::vector<v1::TravelTime> ways = WaysOf(request);
  PLENARY_RETURN_IF_ERROR(CheckNoDetour(change.tx(), venues, ways));
  std::vector<Way> rows;
  rows.reserve(ways.size());
  v1::SetTravelTimesResponse response;
  for (const v1::TravelTime& way : ways) {
    rows.push_back({way.origin(), way.destination(), way.duration().seconds()});
    change.Record(base::MakeName(kTravelTimePattern,
                                 {base::LastId(way.origin()), base::LastId(way.destination())}),
                  v1::Change::UPDATED, way);
    *response.add_travel_times() = way;
  }
  PLENARY_RETURN_IF_ERROR(WriteWays(change.tx(), rows));
  PLENARY_ASSIGN_OR_RETURN(const absl::Time now, change.Now(venues.front()));
  PLENARY_ASSIGN_OR_RETURN(const int32_t misfits, bookings_.CountTravelMisfits(change.tx(), now));
  response.set_misfits(misfits);
  return response;
}

absl::StatusOr<v1::ListTravelTimesResponse> AssetService::ListTravelTimes(
    Tx& tx, const Call& call, const v1::ListTravelTimesRequest& request) const {
  const std::string& origin = request.origin();
  base::ListRequest asked;
  asked.caller = call.caller;
  asked.parent = origin;
  asked.page_size = request.page_size();
  asked.page_token = request.page_token();
  std::vector<base::SqlValue> scope_params;
  if (!origin.empty()) {
    PLENARY_RETURN_IF_ERROR(storage::Existing(FindVenue(tx, origin), origin).status());
    scope_params.emplace_back(origin);
  }
  PLENARY_ASSIGN_OR_RETURN(
      const base::ListQuery query,
      base::PlanList(TravelTimeList(), asked, origin.empty() ? "seconds >= 0" : "origin = $1",
                     std::move(scope_params), sealer_, tx.now()));
  PLENARY_ASSIGN_OR_RETURN(const std::vector<Way> ways, ReadWays(tx, query));
  v1::ListTravelTimesResponse response;
  for (const Way& way : ways) {
    if (response.travel_times_size() == query.page_size) {
      const v1::TravelTime& last = response.travel_times(query.page_size - 1);
      response.set_next_page_token(
          base::NextPageToken(query, {last.origin(), last.destination()}, sealer_, tx.now()));
      break;
    }
    *response.add_travel_times() = ToTravelTime(way);
  }
  return response;
}

}  // namespace plenary::assets
