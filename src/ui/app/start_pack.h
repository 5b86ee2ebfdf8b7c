// A pack as first start shows it.
#pragma once

#include <string>
#include <vector>

#include "model/catalog.h"

namespace potok::ui {

struct StartPack {
    std::string key;
    model::Label label, summary;
    std::string icon;                  // Lucide name
    Language language = Language::en;  // its home language
    std::string zone, currency;
    struct Stage {
        model::Label label;
        int hue = 0;
    };
    std::vector<Stage> stages;         // of its main pipeline
    std::vector<model::Label> robots;  // what its automations are called
    int pipelines = 0, automations = 0, roles = 0, settings = 0, fields = 0;
    bool has_samples = false;
};

}  // namespace potok::ui
