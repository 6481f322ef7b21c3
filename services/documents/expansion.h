// A story, laid out, is filled with data.
#ifndef PLENARY_SERVICES_DOCUMENTS_EXPANSION_H_
#define PLENARY_SERVICES_DOCUMENTS_EXPANSION_H_

#include <cstdint>
#include <vector>

#include "services/documents/marks.h"
#include "services/documents/package.h"
#include "services/documents/template.h"

namespace plenary::documents {

// How much a document may still grow.
struct Room {
  int64_t nodes = 1'000'000;
  int64_t bytes = 64 << 20;

  bool is_used_up() const { return nodes < 0 || bytes < 0; }
};

// Fills a story in place. Where `room` is used up afterwards the story is of no use.
void Expand(Story& story, const std::vector<Mark>& marks, const Data& data, Room& room);

}  // namespace plenary::documents

#endif  // PLENARY_SERVICES_DOCUMENTS_EXPANSION_H_
