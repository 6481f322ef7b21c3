// Prints the programme of an event: programme 127.0.0.1:7780 events/tibo-2023 ru
#include <iostream>

#include "plenary/client.h"

int main(int argc, char** argv) {
  const plenary::Client client = plenary::Client::Connect(argc > 1 ? argv[1] : "127.0.0.1:7780");
  const absl::StatusOr<plenary::v1::Programme> programme =
      client.Schedule(argc > 2 ? argv[2] : "events/tibo-2023", argc > 3 ? argv[3] : "");
  if (!programme.ok()) {
    std::cerr << programme.status().message() << "\n";
    return 1;
  }
  for (const plenary::v1::Programme::Day& day : programme->days()) {
    std::cout << day.date() << "\n";
    for (const plenary::v1::ProgrammeItem& item : day.items()) {
      std::cout << item.local_start().substr(11, 5) << " " << item.title() << ", " << item.place()
                << "\n";
    }
  }
}
