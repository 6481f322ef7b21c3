// Prints the participant list of an event: participants 127.0.0.1:7780 events/tibo-2023
#include <iostream>

#include "plenary/client.h"

int main(int argc, char** argv) {
  const plenary::Client client = plenary::Client::Connect(argc > 1 ? argv[1] : "127.0.0.1:7780");
  plenary::v1::ListParticipantsRequest request;
  request.set_parent(argc > 2 ? argv[2] : "events/tibo-2023");
  request.set_filter("state = CONFIRMED OR state = ACCEPTED");

  for (const absl::StatusOr<plenary::v1::Participant>& participant :
       client.ListParticipants(request)) {
    if (!participant.ok()) {
      std::cerr << participant.status().message() << "\n";
      return 1;
    }
    std::cout << participant->display_name() << ", " << participant->category() << "\n";
  }
}
