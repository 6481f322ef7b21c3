#include "services/schedule/wish_rules.h"

#include <algorithm>
#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/string_view.h"

namespace plenary::schedule {
namespace {

using Pair = v1::Asset::LanguagePair;

// "ru-BY" is "ru", too.
std::string MainPart(absl::string_view tag) {
  return absl::AsciiStrToLower(tag.substr(0, tag.find('-')));
}

template <class List>
bool HasAll(const List& all, const List& wanted) {
  return std::all_of(wanted.begin(), wanted.end(), [&](const auto& each) {
    return std::find(all.begin(), all.end(), each) != all.end();
  });
}

// Whether every one of the languages is one of a pair of them that is interpreted.
bool Speaks(const v1::Asset& interpreter,
            const google::protobuf::RepeatedPtrField<std::string>& tags) {
  std::set<std::string> wanted;
  for (const std::string& tag : tags) wanted.insert(MainPart(tag));
  std::set<std::string> covered;
  for (const Pair& pair : interpreter.language_pairs()) {
    const std::string from = MainPart(pair.from());
    const std::string to = MainPart(pair.to());
    if (wanted.count(from) > 0 && wanted.count(to) > 0) covered.insert({from, to});
  }
  return covered == wanted;
}

bool WorksAs(const v1::Asset& interpreter, v1::InterpretationMode mode) {
  const bool is_any = mode == v1::INTERPRETATION_MODE_UNSPECIFIED || mode == v1::NONE;
  return is_any || interpreter.modes().empty() ||
         std::find(interpreter.modes().begin(), interpreter.modes().end(), mode) !=
             interpreter.modes().end();
}

bool Interprets(const v1::Asset& interpreter, absl::string_view from, absl::string_view to) {
  const auto& pairs = interpreter.language_pairs();
  return std::any_of(pairs.begin(), pairs.end(), [&](const Pair& pair) {
    return (MainPart(pair.from()) == MainPart(from) && MainPart(pair.to()) == MainPart(to)) ||
           (pair.both_ways() && MainPart(pair.from()) == MainPart(to) &&
            MainPart(pair.to()) == MainPart(from));
  });
}

}  // namespace

int64_t SeatsOf(const v1::Asset& asset, const std::map<std::string, v1::Asset>& assets) {
  if (asset.seats() > 0) return asset.seats();
  int64_t seats = 0;
  for (const std::string& part : asset.parts()) {
    const auto found = assets.find(part);
    if (found != assets.end()) seats += found->second.seats();
  }
  return seats;
}

bool Suits(const v1::Asset& asset, const v1::AssetWish& wish,
           const std::map<std::string, v1::Asset>& assets) {
  if (asset.has_delete_time() || asset.kind() != wish.kind()) return false;
  if (!wish.venue().empty() && asset.venue() != wish.venue()) return false;
  if (SeatsOf(asset, assets) < wish.seats()) return false;
  if (!HasAll(asset.attributes(), wish.attributes())) return false;
  if (asset.kind() != v1::Asset::INTERPRETER) return true;
  return (wish.languages().empty() || Speaks(asset, wish.languages())) &&
         WorksAs(asset, wish.mode());
}

int FitOf(const v1::Asset& asset, const v1::AssetWish& wish,
          const std::map<std::string, v1::Asset>& assets) {
  const int64_t seats = SeatsOf(asset, assets);
  if (wish.seats() == 0 || seats == 0) return 1000;
  return static_cast<int>(std::min<int64_t>(1000, int64_t{1000} * wish.seats() / seats));
}

bool CanStandInFor(const v1::Asset& other, const v1::Asset& asset, int64_t units,
                   const std::map<std::string, v1::Asset>& assets) {
  if (other.has_delete_time() || other.kind() != asset.kind() || other.name() == asset.name()) {
    return false;
  }
  const bool is_as_large = SeatsOf(other, assets) >= SeatsOf(asset, assets) &&
                           std::max<int64_t>(other.capacity(), 1) >= units;
  const auto& pairs = asset.language_pairs();
  const bool speaks = std::all_of(pairs.begin(), pairs.end(), [&](const Pair& pair) {
    return Interprets(other, pair.from(), pair.to()) &&
           (!pair.both_ways() || Interprets(other, pair.to(), pair.from()));
  });
  const bool works = other.modes().empty() || HasAll(other.modes(), asset.modes());
  return is_as_large && speaks && works && other.venue() == asset.venue() &&
         HasAll(other.attributes(), asset.attributes());
}

}  // namespace plenary::schedule
