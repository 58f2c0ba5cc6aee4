// Five buttons for the tool bar of ImageJ: choose "E-I Balance" in its menu of tool sets (>>).
// ImageJ looks for this file in macros/toolsets; the archive of the program puts it there.

macro "View Recording Action Tool - C037L0844L4466L668aL8aa4La4c8Lc8f8" {
	run("View Recording...");
}

macro "Check Quality Action Tool - C037L0c3cL3c33L33c3Lc3ccLccfc" {
	run("Check Quality...");
}

macro "Correlate Pair Action Tool - C037L0f0fL0d4cL4c72L729bL9bfd" {
	run("Correlate Pair...");
}

macro "Detect Events Action Tool - C037L0434L345dL5d84L84a4La4bdLbdf4" {
	run("Detect Events...");
}

macro "Batch Folder Action Tool - C037R06f8L0653L5373L7396C037L3bbbL3dbd" {
	run("Batch Folder...");
}
