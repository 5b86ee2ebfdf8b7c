// A pipeline being designed: its stages in columns with what one has to have to enter, and the robots that stand there; at the right what is
// chosen, to be edited. All edits go into a draft; publishing is one command. On a phone it is read, and robots are switched on and off.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "ui/board/drag.h"
#include "ui/designer/draft_robots.h"
#include "ui/designer/publish_dialog.h"
#include "ui/desk.h"

namespace potok::ui {

class PipelineDesigner final : public PageView {
public:
    PipelineDesigner(Desk& desk, std::string key);
    void frame(Desk& desk, const Rect& area) override;
    void take(Desk& desk, const model::Outcome& outcome) override;

private:
    struct Chosen {
        bool robot = false;
        std::string key;  // of the stage, or of the robot
        bool operator==(const Chosen&) const = default;
    };
    void count(Desk& desk);
    const Json& body(Desk& desk) const;                       // of the pipeline, as drafted
    void edit(Desk& desk, Json next, std::string_view about = {});
    void edit_robot(Desk& desk, const std::string& key, std::optional<Json> next, std::string_view about = {});
    void told(Desk& desk, const Status& status);              // a refusal becomes a toast
    void choose(Chosen chosen);

    void header(Desk& desk, Rect& area);
    void columns(Desk& desk, const Rect& area);
    float column(Desk& desk, Rect r, int index, const std::vector<RobotPlace>& robots);  // height used
    float stage_head(Desk& desk, Rect r, int index);
    float entry_rules(Desk& desk, Rect r, const Json& stage);
    float robot_card(Desk& desk, Rect r, const RobotPlace& robot);
    float section_line(Desk& desk, Rect r, const char* key);
    void add_button(Desk& desk, const Rect& r, const std::string& stage);
    void keys(Desk& desk);
    void carry(Desk& desk, const Rect& area);
    void move_stage(Desk& desk, const std::string& key, int to);

    // pipeline_inspector.cpp
    void inspector(Desk& desk, const Rect& area);
    float stage_form(Desk& desk, Rect r);
    float robot_form(Desk& desk, Rect r);
    float names_form(Desk& desk, Rect& r, const Json& label, const std::function<void(Language, const std::string&)>& write);
    void condition_form(Desk& desk, Rect& r, const Json& robot, const std::string& key);
    void step_form(Desk& desk, Rect& r, const Json& robot, const std::string& key);
    void remove_stage(Desk& desk, const std::string& key);
    void add_stage(Desk& desk, int after);
    void add_robot(Desk& desk, const std::string& stage, RobotKind kind);

    std::string key_;
    Draft draft_;
    Chosen chosen_;
    std::map<std::string, std::int64_t> standing_;   // records by stage, deleted ones included
    std::optional<std::map<std::string, std::string>> task_titles_;  // read when they are first asked for; the page lives as long as the catalog
    PublishDialog dialog_;
    Drag drag_;
    std::vector<std::pair<std::string, Rect>> heads_;  // of the stages, as drawn in this frame
    std::string adding_;                             // stage whose menu of new robots is open
    Rect adding_at_;
    bool discarding_ = false;
    // Texts being typed, by field; filled when something else is chosen or undone.
    std::map<std::string, std::string> typed_;
    std::uint64_t typed_version_ = 0;
    Chosen typed_for_;
    std::string& typed(const std::string& field, const std::string& value);
    // For how many of the records in its stages the condition holds; counted when it changes.
    struct Holds {
        std::string feel;
        int yes = 0, of = 0;
    };
    std::optional<Holds> holds_;
};

}  // namespace potok::ui
