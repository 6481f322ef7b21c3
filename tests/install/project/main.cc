// Counts the participants of an event: participants_of_an_event SERVER EVENT
#include <iostream>

#include "plenary/client.h"

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  plenary::ClientOptions options;
  options.retry.max_attempts = 1;
  const plenary::Client client = plenary::Client::Connect(argv[1], options);
  plenary::v1::ListParticipantsRequest request;
  request.set_parent(argv[2]);
  int count = 0;
  for (const absl::StatusOr<plenary::v1::Participant>& participant :
       client.ListParticipants(request)) {
    if (!participant.ok()) {
      std::cerr << participant.status().ToString() << "\n";
      return 1;
    }
    ++count;
  }
  std::cout << count << " participants\n";
}
