// Plans the meetings of an event for ten seconds: plan_meetings 127.0.0.1:7780 events/tibo-2023
#include <iostream>

#include "plenary/client.h"

int main(int argc, char** argv) {
  const plenary::Client client = plenary::Client::Connect(argc > 1 ? argv[1] : "127.0.0.1:7780");
  plenary::v1::PlanEventRequest request;
  request.set_parent(argc > 2 ? argv[2] : "events/tibo-2023");
  request.mutable_time_limit()->set_seconds(10);
  const auto operation = client.PlanEvent(request);
  if (!operation.ok()) {
    std::cerr << operation.status().message() << "\n";
    return 1;
  }
  const auto plan = client.WaitForPlan(*operation, [](const plenary::v1::PlanEventMetadata& known) {
    std::cerr << known.placed() << " of " << known.activities() << " placed\n";
  });
  if (!plan.ok()) {
    std::cerr << plan.status().message() << "\n";
    return 1;
  }
  std::cout << plan->meetings_created() << " meetings created, " << plan->unplaced_count()
            << " without a place, score " << plan->score().total() << "\n";
  for (const auto& unplaced : plan->unplaced()) {
    std::cout << unplaced.activity() << ": " << unplaced.explanation().text() << "\n";
  }
}
