/* Stands for the panel where there is none yet: draw.io accepts the plugin, which does nothing. */
Draw.loadPlugin(function () {
    "use strict";
});
