teams = {
  blue  = { members = ["dana", "lee"], retain = true }
  green = { members = ["lee", "kim"], read = ["blue"] }
}
